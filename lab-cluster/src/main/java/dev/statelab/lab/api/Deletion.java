package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a request to delete does to an object; the decision only. */
sealed interface Deletion {

    Set<String> IMMORTAL_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    long DEFAULT_POD_GRACE_SECONDS = 30;

    /** The object goes at once. */
    record Remove() implements Deletion {}

    /** The object goes at once, but is seen as terminating before. */
    record MarkThenRemove(ObjectNode terminating) implements Deletion {}

    /** The object stays, as terminating, until a kubelet or a finalizer is done. */
    record Mark(ObjectNode terminating) implements Deletion {}

    /** The object is terminating already, and this request does not hasten it. */
    record Unchanged() implements Deletion {}

    static Deletion of(ResourceType type, ObjectNode object, DeleteOptions options, Instant now) {
        if (type.equals(ResourceTypes.POD)) {
            return ofPod(object, options, now);
        }
        ObjectNode terminating = terminating(object, options, now, 0);
        if (type.equals(ResourceTypes.NAMESPACE)) {
            terminating.withObjectProperty("status").put("phase", "Terminating");
        }
        if (isHeld(type, terminating)) {
            return Metadata.isTerminating(object) ? new Unchanged() : new Mark(terminating);
        }
        return new Remove();
    }

    /** Whether something is yet to be done before the object may go. */
    static boolean isHeld(ResourceType type, JsonNode object) {
        return !Metadata.finalizers(object).isEmpty()
                || (type.equals(ResourceTypes.NAMESPACE) && !object.path("spec").path("finalizers").isEmpty());
    }

    private static Deletion ofPod(ObjectNode pod, DeleteOptions options, Instant now) {
        boolean held = isHeld(ResourceTypes.POD, pod);
        long grace = podGrace(pod, options);
        if (Metadata.isTerminating(pod)) {
            long present = Metadata.deletionGracePeriodSeconds(pod);
            if (present == 0) {
                return held ? new Unchanged() : new Remove();
            }
            if (options.gracePeriodSeconds().isEmpty() || grace >= present) {
                return new Unchanged();
            }
        }
        ObjectNode terminating = terminating(pod, options, now, grace);
        return grace == 0 && !isHeld(ResourceTypes.POD, terminating)
                ? new MarkThenRemove(terminating)
                : new Mark(terminating);
    }

    private static long podGrace(ObjectNode pod, DeleteOptions options) {
        String phase = pod.path("status").path("phase").asText();
        boolean hasEnded = phase.equals("Succeeded") || phase.equals("Failed");
        if (pod.path("spec").path("nodeName").asText().isEmpty() || (hasEnded && !Metadata.isTerminating(pod))) {
            return 0;
        }
        long grace = options.gracePeriodSeconds()
                .orElse(pod.path("spec").path("terminationGracePeriodSeconds").asLong(DEFAULT_POD_GRACE_SECONDS));
        return grace < 0 ? 1 : grace;
    }

    private static ObjectNode terminating(ObjectNode object, DeleteOptions options, Instant now, long grace) {
        ObjectNode marked = object.deepCopy();
        ObjectNode metadata = Metadata.of(marked);
        Instant requested = Metadata.isTerminating(object)
                ? Instant.parse(metadata.path("deletionTimestamp").asText())
                        .minusSeconds(Metadata.deletionGracePeriodSeconds(object))
                : now;
        metadata.put("deletionTimestamp", Metadata.time(requested.plusSeconds(grace)));
        metadata.put("deletionGracePeriodSeconds", (int) Math.min(Integer.MAX_VALUE, grace));
        if (metadata.has("generation") && !Metadata.isTerminating(object)) {
            metadata.put("generation", Metadata.generation(object) + 1);
        }
        propagationFinalizer(options).filter(finalizer -> !Metadata.finalizers(marked).contains(finalizer))
                .ifPresent(finalizer -> metadata.withArrayProperty("finalizers").add(finalizer));
        return marked;
    }

    private static Optional<String> propagationFinalizer(DeleteOptions options) {
        return switch (options.propagation()) {
            case BACKGROUND -> Optional.empty();
            case FOREGROUND -> Optional.of("foregroundDeletion");
            case ORPHAN -> Optional.of("orphan");
        };
    }

    /** Why the object may not be deleted at all; empty when it may. */
    static Optional<ApiException> refusal(ResourceType type, ObjectNode object, DeleteOptions options) {
        String name = Metadata.name(object);
        if (type.equals(ResourceTypes.NAMESPACE) && IMMORTAL_NAMESPACES.contains(name)) {
            return Optional.of(Refusal.forbidden(type, name, "this namespace may not be deleted"));
        }
        return options.uid()
                .filter(uid -> !uid.equals(Metadata.uid(object)))
                .map(uid -> Refusal.wrongUid(type, name, uid, Metadata.uid(object)))
                .or(() -> options.resourceVersion()
                        .filter(version -> !version.equals(Metadata.resourceVersion(object)))
                        .map(version -> Refusal.wrongResourceVersion(type, name, version,
                                Metadata.resourceVersion(object))));
    }
}
