package dev.statelab.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What belongs to what in a namespace: by UID, labels and volumes, never by a name that looks right. */
public final class Relations {

    private Relations() {}

    /** The objects of a kind, terminating ones included; none where they cannot be read. */
    public static List<KubernetesObject> all(ClusterState state, ResourceKind kind) {
        return switch (state.listing(kind)) {
            case Listing.Listed(List<KubernetesObject> objects) -> objects;
            case Listing.Unreadable _ -> List.of();
        };
    }

    /** True when the owner is the object's controller. An owner without a UID, from a manifest, controls nothing. */
    public static boolean controls(KubernetesObject owner, KubernetesObject object) {
        return !owner.uid().isEmpty() && stream(object.json().path("metadata").path("ownerReferences"))
                .anyMatch(reference -> reference.path("controller").asBoolean()
                        && reference.path("uid").asText().equals(owner.uid()));
    }

    /** The names of the claims that a pod's volumes use. */
    public static Set<String> claimNames(KubernetesObject pod) {
        Set<String> names = new HashSet<>();
        stream(pod.json().path("spec").path("volumes")).map(
                volume -> volume.path("persistentVolumeClaim").path("claimName").asText(""))
                .filter(name -> !name.isEmpty()).forEach(names::add);
        return names;
    }

    /** What the claims of a StatefulSet are called, {@code <template>-<set>-<ordinal>}: those of one template or of all. */
    public static Predicate<String> claimsFrom(KubernetesObject set, String template) {
        String templates = stream(set.json().path("spec").path("volumeClaimTemplates"))
                .map(each -> each.path("metadata").path("name").asText())
                .filter(name -> template.isEmpty() || name.equals(template)).map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?:" + templates + ")-" + Pattern.quote(set.name()) + "-[0-9]+").asMatchPredicate();
    }

    public static boolean hasLabels(KubernetesObject object, Map<String, String> wanted) {
        return labels(object).entrySet().containsAll(wanted.entrySet());
    }

    public static Map<String, String> labels(KubernetesObject object) {
        return texts(object.json().path("metadata").path("labels"));
    }

    /** The labels that a Service selects by; empty for one that selects nothing. */
    public static Map<String, String> selector(KubernetesObject service) {
        return texts(service.json().path("spec").path("selector"));
    }

    private static Map<String, String> texts(JsonNode json) {
        return json.propertyStream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                field -> field.getValue().asText()));
    }

    public static boolean isReady(KubernetesObject pod) {
        return !pod.isTerminating() && "True".equals(condition(pod, "Ready").path("status").textValue());
    }

    /** A missing node where the object has no such condition. */
    public static JsonNode condition(KubernetesObject object, String type) {
        return stream(object.json().path("status").path("conditions"))
                .filter(condition -> type.equals(condition.path("type").textValue()))
                .findFirst().orElse(object.json().path(""));
    }

    public static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
