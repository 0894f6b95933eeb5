package dev.statelab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.image.ImageCatalogue;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster to grade on: one that exists, or a lab cluster that ends with it. */
public final class OpenCluster implements AutoCloseable {

    private static final Path LAB_KUBECONFIG = Path.of("kubeconfig-of-the-lab-cluster");

    /** Fast enough that nobody waits for a provisioner, slow enough that probes are answered in time. */
    private static final double LAB_SPEED = 10;

    private final KubeCluster cluster;
    private final double speed;
    private final Optional<LabCluster> lab;

    private OpenCluster(Connection connection, double speed, Optional<LabCluster> lab) {
        this.cluster = KubeCluster.open(connection);
        this.speed = speed;
        this.lab = lab;
    }

    /**
     * Finds the user's cluster; sends nothing yet.
     *
     * @throws GraderException when there is none
     */
    public static OpenCluster live(ConnectOptions options) throws InterruptedException {
        return new OpenCluster(connect(options, Surroundings.real()), 1, Optional.empty());
    }

    /** Starts a lab cluster with one namespace of its own. */
    public static OpenCluster lab(String namespace) throws InterruptedException {
        return lab(namespace, LabOptions.defaults());
    }

    /** The same, with what it may have in common with other clusters. */
    public static OpenCluster lab(String namespace, LabOptions options) throws InterruptedException {
        LabCluster lab = LabCluster.start(options.withSpeed(LAB_SPEED));
        createNamespace(lab, namespace);
        return reach(lab);
    }

    /** Starts a lab cluster for cases: it has the images of impostors, too. */
    public static OpenCluster labForCases() throws InterruptedException {
        return reach(LabCluster.start(LabOptions.defaults().withSpeed(LAB_SPEED)
                .withImages(ImageCatalogue.standard().withImpostors())));
    }

    /** Nobody else would end a cluster that is not reached, because an interruption came first. */
    private static OpenCluster reach(LabCluster lab) throws InterruptedException {
        Surroundings real = Surroundings.real();
        Surroundings surroundings = new Surroundings(
                real.environment(), real.home(), real.k3s(), real.serviceAccount(), file -> lab.kubeconfig());
        try {
            return new OpenCluster(connect(new ConnectOptions(LAB_KUBECONFIG, null), surroundings), LAB_SPEED,
                    Optional.of(lab));
        } catch (InterruptedException | GraderException e) {
            lab.close();
            throw e;
        }
    }

    private static Connection connect(ConnectOptions options, Surroundings surroundings) throws InterruptedException {
        return switch (Connector.connect(options, surroundings)) {
            case Ready(Connection connection) -> connection;
            case Impossible(var problem) -> throw new GraderException(ExitCode.USAGE, problem.toString());
        };
    }

    private static void createNamespace(LabCluster lab, String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        try {
            ObjectNode _ = lab.api().create(ResourceTypes.NAMESPACE, "", namespace);
        } catch (ApiException e) {
            lab.close();
            throw new GraderException(ExitCode.USAGE, Text.line(String.valueOf(e.getMessage())), e);
        }
    }

    public KubeCluster cluster() {
        return cluster;
    }

    /** How many seconds pass in the cluster while one passes here. */
    public double speed() {
        return speed;
    }

    /** Whether it is there when this process has ended, however that ends. */
    boolean isLasting() {
        return lab.isEmpty();
    }

    @Override
    public void close() {
        cluster.close();
        lab.ifPresent(LabCluster::close);
    }
}
