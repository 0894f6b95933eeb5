package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.object.Quantity;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a volume for every claim, or has one provisioned, as Kubernetes' persistentvolume-controller does. */
final class ClaimController implements AutoCloseable {

    private static final EventSource SOURCE = EventSource.controller("persistentvolume-controller");
    private static final Duration RESYNC = Duration.ofSeconds(15);

    /** How long a claim is too young for its pod to be missed. */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private final Api api;
    private final LabClock clock;
    private final EventRecorder events;
    private final VolumeBinder binder;
    private final VolumeIndex index;
    private final Controller controller;

    ClaimController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.events = events;
        this.binder = new VolumeBinder(api);
        this.index = new VolumeIndex();
        this.controller = new Controller("volume-binder", api, clock, this::reconcile);
        controller.watch(ResourceTypes.PERSISTENT_VOLUME, this::claimOf)
                .watch(ResourceTypes.PERSISTENT_VOLUME_CLAIM, this::changed);
    }

    /** That a new claim waits is reported before anything is done for it, even if the scheduler is faster. */
    private Stream<ObjectKey> changed(WatchEvent event) {
        var claim = new Claim(event.object());
        if (event.type() == WatchEvent.Type.ADDED && waitsForConsumer(claim) && claim.volumeName().isEmpty()) {
            reportWaiting(claim, List.of());
        }
        return Stream.of(ObjectKey.of(event.object()));
    }

    private Stream<ObjectKey> claimOf(WatchEvent volumeEvent) {
        index.observe(volumeEvent);
        return new PersistentVolume(volumeEvent.object()).claim().stream();
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var claim = api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, key.namespace(), key.name()).map(Claim::new);
        if (claim.isEmpty() || claim.get().meta().isTerminating()) {
            return Optional.empty();
        }
        return reconcile(claim.get());
    }

    /** A claim that has no volume is looked at again every 15 s, which repeats its event. */
    private Optional<Duration> reconcile(Claim claim) throws ApiException {
        var volume = volumeFor(claim);
        if (volume.isPresent()) {
            binder.bind(claim, volume.get());
            return Optional.empty();
        }
        if (claim.phase().equals("Bound")) {
            binder.setPhase(claim, "Lost");
            warn(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
            return Optional.empty();
        }
        if (claim.volumeName().isEmpty()) {
            seekVolume(claim);
        }
        return claim.phase().equals("Lost") ? Optional.empty() : Optional.of(RESYNC);
    }

    /** The volume that the claim names, that was made or is kept for it, or the smallest free one that suits it. */
    private Optional<PersistentVolume> volumeFor(Claim claim) {
        if (!claim.volumeName().isEmpty()) {
            return binder.volume(claim.volumeName())
                    .filter(volume -> volume.claim().isEmpty() || volume.isFor(claim));
        }
        var kept = binder.volumes(index.keptFor(ObjectKey.of(claim.object()))).stream()
                .filter(volume -> volume.isFor(claim) && !volume.meta().isTerminating()).findFirst();
        if (kept.isPresent() || waitsForConsumer(claim)) {
            return kept;
        }
        return binder.volumes(index.unclaimed()).stream()
                .filter(volume -> volume.claim().isEmpty() && volume.satisfies(claim))
                .min(Comparator.comparing(volume -> Quantity.orZero(volume.capacity()).value()));
    }

    private void seekVolume(Claim claim) throws ApiException {
        var name = claim.storageClass();
        var storageClass = storageClass(claim);
        if (name.isEmpty()) {
            report(claim, "FailedBinding",
                    "no persistent volumes available for this claim and no storage class is set");
        } else if (storageClass.isEmpty()) {
            warn(claim, "ProvisioningFailed", "storageclass.storage.k8s.io \"" + name + "\" not found");
        } else if (waitsForConsumer(claim)) {
            if (!isYoung(claim)) {
                reportWaiting(claim, unscheduledPods(claim));
            }
        } else {
            reportProvisioning(claim.provisioner().isEmpty()
                    ? binder.request(claim, storageClass.get().provisioner())
                    : claim);
        }
    }

    /** Also at once after the request, because the provisioner may be done before the claim is looked at again. */
    private void reportProvisioning(Claim claim) {
        report(claim, "ExternalProvisioning", "Waiting for a volume to be created either by the external "
                + "provisioner '" + claim.provisioner() + "' or manually by the system administrator. If volume "
                + "creation is delayed, please verify that the provisioner is running and correctly registered.");
    }

    private void reportWaiting(Claim claim, List<String> pods) {
        if (pods.isEmpty()) {
            report(claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        } else {
            report(claim, "WaitForPodScheduled",
                    "waiting for pod" + (pods.size() == 1 ? " " : "s ") + String.join(",", pods)
                            + " to be scheduled");
        }
    }

    private boolean isYoung(Claim claim) {
        return claim.created().plus(YOUNG).isAfter(clock.now());
    }

    private boolean waitsForConsumer(Claim claim) {
        return claim.selectedNode().isEmpty()
                && storageClass(claim).filter(StorageClass::waitsForFirstConsumer).isPresent();
    }

    private List<String> unscheduledPods(Claim claim) {
        return api.list(ResourceTypes.POD, claim.meta().namespace()).items().stream()
                .filter(pod -> !ClaimProtection.isScheduled(pod) && ClaimProtection.uses(pod, claim.meta().name()))
                .map((ObjectNode pod) -> Metadata.name(pod)).toList();
    }

    private Optional<StorageClass> storageClass(Claim claim) {
        return api.find(ResourceTypes.STORAGE_CLASS, "", claim.storageClass()).map(StorageClass::new);
    }

    private void report(Claim claim, String reason, String message) {
        events.record(SOURCE, ObjectReference.to(claim.object()), EventType.NORMAL, reason, message);
    }

    private void warn(Claim claim, String reason, String message) {
        events.record(SOURCE, ObjectReference.to(claim.object()), EventType.WARNING, reason, message);
    }

    @Override
    public void close() {
        controller.close();
    }
}
