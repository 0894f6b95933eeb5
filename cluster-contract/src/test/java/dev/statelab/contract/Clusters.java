package dev.statelab.contract;

import dev.statelab.contract.Provision.Provided;
import dev.statelab.contract.Provision.Unavailable;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.container.image.ImageCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** Starts or finds the cluster of a column. */
final class Clusters {

    private static final Duration OURS = Duration.ofSeconds(60);
    private static final Duration REAL = Duration.ofMinutes(2);

    /** Probes and back-offs in a tenth of their time, applications in real time. */
    private static final double LAB_SPEED = 10;

    private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.32.9-k3s1");

    private static final Path REFERENCE_APP = Path.of("../reference-app");
    private static final Path IMPOSTOR_APP = Path.of("../impostor-app");

    private Clusters() {}

    static Provision provide(Column column) throws InterruptedException {
        return switch (column) {
            case LAB -> lab();
            case K3S -> k3s();
            case KUBECONFIG -> kubeconfig(System.getProperty("statelab.kubeconfig", ""));
        };
    }

    private static Provision lab() throws InterruptedException {
        LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(LAB_SPEED)
                .withImages(ImageCatalogue.standard().withImpostors()));
        return new Provided(ClusterUnderTest.reached(lab.kubeconfig(), OURS, LAB_SPEED, true, lab::close));
    }

    private static Provision k3s() throws InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return new Unavailable("no Docker engine answers, and k3s runs in one");
        }
        buildImages(REFERENCE_APP, "jib:buildTar@kvstore", "jib:buildTar@counter-app");
        buildImages(IMPOSTOR_APP, "jib:buildTar");
        K3sContainer k3s = new K3sContainer(K3S);
        k3s.start();
        load(k3s, REFERENCE_APP, "kvstore");
        load(k3s, REFERENCE_APP, "counter-app");
        load(k3s, IMPOSTOR_APP, "impostor");
        return new Provided(ClusterUnderTest.reached(k3s.getKubeConfigYaml(), REAL, 1, true, k3s::stop));
    }

    private static void buildImages(Path module, String... goals) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("statelab.maven", "mvn"), "--batch-mode",
                "--quiet", "--file", module.resolve("pom.xml").toString()));
        command.addAll(List.of(goals));
        try {
            Process jib = new ProcessBuilder(command).inheritIO().start();
            if (jib.waitFor() != 0) {
                throw new IllegalStateException("the images of " + module + " could not be built, see above");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(K3sContainer k3s, Path module, String image) throws InterruptedException {
        String tar = "/tmp/" + image + ".tar";
        k3s.copyFileToContainer(MountableFile.forHostPath(module.resolve("target").resolve(image + ".tar")),
                tar);
        try {
            var loaded = k3s.execInContainer("ctr", "--namespace", "k8s.io", "images", "import", tar);
            if (loaded.getExitCode() != 0) {
                throw new IllegalStateException("k3s does not take the image " + image + ": " + loaded.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Provision kubeconfig(String file) throws InterruptedException {
        if (file.isEmpty()) {
            return new Unavailable("no kubeconfig is given: -Dstatelab.kubeconfig=FILE");
        }
        try {
            return new Provided(ClusterUnderTest.reached(Files.readString(Path.of(file)), REAL, 1,
                    Boolean.getBoolean("statelab.impostors"), () -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file of -Dstatelab.kubeconfig", e);
        }
    }
}
