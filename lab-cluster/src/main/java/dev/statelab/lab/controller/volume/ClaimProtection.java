package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets a deleted claim go only when no pod on a node uses it any more. */
final class ClaimProtection implements AutoCloseable {

    static final String FINALIZER = "kubernetes.io/pvc-protection";

    private final Api api;
    private final Controller controller;

    ClaimProtection(Api api, LabClock clock) {
        this.api = api;
        this.controller = new Controller("pvc-protection", api, clock, this::reconcile);
        controller.watch(ResourceTypes.PERSISTENT_VOLUME_CLAIM).watch(ResourceTypes.POD, ClaimProtection::released);
    }

    private static Stream<ObjectKey> released(WatchEvent podEvent) {
        return podEvent.type() == WatchEvent.Type.DELETED
                ? claims(podEvent.object()).map(
                        name -> new ObjectKey(Metadata.namespace(podEvent.object()), name))
                : Stream.empty();
    }

    private static Stream<String> claims(JsonNode pod) {
        return pod.path("spec").path("volumes").valueStream()
                .map(volume -> volume.path("persistentVolumeClaim").path("claimName").asText())
                .filter(name -> !name.isEmpty());
    }

    static boolean uses(JsonNode pod, String claim) {
        return claims(pod).anyMatch(claim::equals);
    }

    static boolean isScheduled(JsonNode pod) {
        return !pod.path("spec").path("nodeName").asText().isEmpty();
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var claim = api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, key.namespace(), key.name());
        if (claim.isEmpty() || !Metadata.finalizers(claim.get()).contains(FINALIZER)
                || !Metadata.isTerminating(claim.get())) {
            return Optional.empty();
        }
        boolean used = api.list(ResourceTypes.POD, key.namespace()).items().stream()
                .anyMatch(pod -> isScheduled(pod) && uses(pod, key.name()));
        if (!used) {
            api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, key.namespace(),
                    VolumeBinder.without(claim.get(), FINALIZER));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        controller.close();
    }
}
