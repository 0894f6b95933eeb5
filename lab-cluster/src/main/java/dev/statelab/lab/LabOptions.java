package dev.statelab.lab;

import dev.statelab.lab.api.FeatureGate;
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.image.ImageCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a lab cluster is to be.
 *
 * @param speed how many seconds pass in the cluster while one passes here; more than 0
 * @param port where it answers on 127.0.0.1; 0 for any free one
 * @param provisioningDelay how much cluster time it takes to make a volume
 * @param images what its node has
 * @param folder an existing folder for all that is to be there when a cluster is started in it again: objects, volumes,
 *     tokens and keys; empty for memory, which goes with the cluster
 * @param gates of features that are on, besides those that a stock Kubernetes 1.32 has
 * @param ports where it answers, in place of a port of its own
 * @param capacity how many bytes the files of its pods may have together where {@code folder} is empty: these are in memory
 */
public record LabOptions(
        double speed, int port, Duration provisioningDelay, ImageCatalogue images, Optional<Path> folder,
        Set<FeatureGate> gates, Optional<LabPorts> ports, long capacity) {

    /** As on the cluster that was recorded: see {@code recordings/timelines/apply-ordered-ready-3.jsonl}. */
    private static final Duration RECORDED_PROVISIONING = Duration.ofMillis(1500);

    private static final long CAPACITY = 256L << 20;

    public LabOptions {
        gates = Set.copyOf(gates);
    }

    /** Real time, any free port, the reference images, files in memory. */
    public static LabOptions defaults() {
        return new LabOptions(1, 0, RECORDED_PROVISIONING, ImageCatalogue.standard(), Optional.empty(), Set.of(),
                Optional.empty(), CAPACITY);
    }

    public LabOptions withSpeed(double newSpeed) {
        return new LabOptions(newSpeed, port, provisioningDelay, images, folder, gates, ports, capacity);
    }

    public LabOptions withPort(int newPort) {
        return new LabOptions(speed, newPort, provisioningDelay, images, folder, gates, ports, capacity);
    }

    public LabOptions withProvisioningDelay(Duration delay) {
        return new LabOptions(speed, port, delay, images, folder, gates, ports, capacity);
    }

    public LabOptions withImages(ImageCatalogue newImages) {
        return new LabOptions(speed, port, provisioningDelay, newImages, folder, gates, ports, capacity);
    }

    /** With a further image, or another one for a name that is there already. */
    public LabOptions withImage(String reference, Image image) {
        return new LabOptions(speed, port, provisioningDelay, images.with(reference, image), folder, gates, ports,
                capacity);
    }

    public LabOptions inFolder(Path existing) {
        return new LabOptions(speed, port, provisioningDelay, images, Optional.of(existing), gates, ports, capacity);
    }

    /** With exactly these features besides those of a stock cluster. */
    public LabOptions withGates(FeatureGate... on) {
        return new LabOptions(speed, port, provisioningDelay, images, folder, Set.of(on), ports, capacity);
    }

    /** With a port, and a certificate, that clusters before it had and clusters after it will have. */
    public LabOptions withPorts(LabPorts shared) {
        return new LabOptions(speed, port, provisioningDelay, images, folder, gates, Optional.of(shared), capacity);
    }

    /** With so many bytes for the files of its pods, where they are in memory. */
    public LabOptions withCapacity(long bytes) {
        return new LabOptions(speed, port, provisioningDelay, images, folder, gates, ports, bytes);
    }
}
