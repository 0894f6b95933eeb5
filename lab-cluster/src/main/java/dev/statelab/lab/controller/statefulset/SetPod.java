package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.time.Duration;
import java.time.Instant;
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

    private WorkloadPod pod() {
        return new WorkloadPod(object);
    }

    boolean isTerminating() {
        return pod().isTerminating();
    }

    boolean isPending() {
        return pod().phase().equals("Pending");
    }

    boolean hasEnded() {
        return pod().hasEnded();
    }

    boolean isReady() {
        return pod().isReady();
    }

    boolean isHealthy() {
        return isReady() && !isTerminating();
    }

    boolean isAvailable(Duration minReady, Instant now) {
        return pod().isAvailable(minReady, now);
    }

    /** When a ready pod becomes available if it stays ready. */
    Instant availableFrom(Duration minReady) {
        return pod().availableFrom(minReady);
    }

    boolean hasIdentity() {
        var labels = meta().labels();
        return name().equals(labels.get(NAME_LABEL)) && Integer.toString(ordinal).equals(labels.get(INDEX_LABEL));
    }
}
