package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A pod that a set owns. */
record SetPod(ObjectNode object, int ordinal) {

    static final String REVISION_LABEL = "controller-revision-hash";
    static final String NAME_LABEL = "statefulset.kubernetes.io/pod-name";
    static final String INDEX_LABEL = "apps.kubernetes.io/pod-index";

    private static final Pattern NAME = Pattern.compile("(.*)-(0|[1-9][0-9]{0,8})");

    /** The ordinal in a pod's name; empty where the name is not one that the set gives. */
    static OptionalInt ordinal(String setName, String podName) {
        var match = NAME.matcher(podName);
        return match.matches() && match.group(1).equals(setName)
                ? OptionalInt.of(Integer.parseInt(match.group(2)))
                : OptionalInt.empty();
    }

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    String name() {
        return meta().name();
    }

    /** The name of the revision that the pod was made from. */
    String revision() {
        return meta().labels().getOrDefault(REVISION_LABEL, "");
    }

    boolean isTerminating() {
        return meta().isTerminating();
    }

    boolean isPending() {
        return phase().equals("Pending");
    }

    /** Whether all of the pod's containers have ended for good. */
    boolean hasEnded() {
        return phase().equals("Failed") || phase().equals("Succeeded");
    }

    boolean isReady() {
        return phase().equals("Running") && readyCondition().isPresent();
    }

    boolean isHealthy() {
        return isReady() && !isTerminating();
    }

    boolean isAvailable(Duration minReady, Instant now) {
        return isReady() && !availableFrom(minReady).isAfter(now);
    }

    /** When a ready pod becomes available if it stays ready. */
    Instant availableFrom(Duration minReady) {
        var since = readyCondition().map(condition -> condition.path("lastTransitionTime").asText()).orElse("");
        return minReady.isZero() || since.isEmpty() ? Instant.MIN : Instant.parse(since).plus(minReady);
    }

    boolean hasIdentity() {
        var labels = meta().labels();
        return name().equals(labels.get(NAME_LABEL)) && Integer.toString(ordinal).equals(labels.get(INDEX_LABEL));
    }

    private String phase() {
        return object.path("status").path("phase").asText();
    }

    private Optional<JsonNode> readyCondition() {
        return object.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .filter(condition -> condition.path("status").asText().equals("True")).findFirst();
    }
}
