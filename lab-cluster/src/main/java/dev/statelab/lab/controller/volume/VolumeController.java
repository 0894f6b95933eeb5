package dev.statelab.lab.controller.volume;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the phase of every volume: available, bound, or released once its claim is gone. */
final class VolumeController implements AutoCloseable {

    private final Api api;
    private final VolumeBinder binder;
    private final Controller controller;

    VolumeController(Api api, LabClock clock) {
        this.api = api;
        this.binder = new VolumeBinder(api);
        this.controller = new Controller("volume-phase", api, clock, this::reconcile);
        controller.watch(ResourceTypes.PERSISTENT_VOLUME).watch(ResourceTypes.PERSISTENT_VOLUME_CLAIM,
                VolumeController::released);
    }

    private static Stream<ObjectKey> released(WatchEvent claimEvent) {
        var volume = new Claim(claimEvent.object()).volumeName();
        return claimEvent.type() == WatchEvent.Type.DELETED && !volume.isEmpty()
                ? Stream.of(new ObjectKey("", volume))
                : Stream.empty();
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = binder.volume(key.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var volume = found.get();
        boolean released = isReleased(volume);
        if (volume.meta().isTerminating()) {
            if ((released || volume.claimUid().isEmpty())
                    && volume.meta().finalizers().contains(VolumeBinder.VOLUME_PROTECTION)) {
                api.update(ResourceTypes.PERSISTENT_VOLUME, "",
                        VolumeBinder.without(volume.object(), VolumeBinder.VOLUME_PROTECTION));
            }
        } else if (released) {
            binder.setPhase(volume, "Released");
        } else if (volume.claimUid().isEmpty()) {
            binder.setPhase(volume, "Available");
        }
        return Optional.empty();
    }

    /** Whether the volume had a claim that is gone. */
    private boolean isReleased(PersistentVolume volume) {
        return !volume.claimUid().isEmpty() && volume.claim()
                .flatMap(claim -> api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim.namespace(), claim.name()))
                .filter(claim -> new Claim(claim).meta().uid().equals(volume.claimUid())).isEmpty();
    }

    @Override
    public void close() {
        controller.close();
    }
}
