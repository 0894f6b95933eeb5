package dev.statelab.lab.kubectl;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.nio.file.Path;
import java.time.Duration;

/** A lab cluster with a kubectl. */
record KubectlLab(LabCluster cluster, Kubectl kubectl) implements AutoCloseable {

    private static final double SPEED = 5;

    /** @param folder of this lab alone */
    static KubectlLab start(Path folder) {
        // First, because it may skip the test.
        Kubectl.requireInstalled();
        LabCluster cluster = LabCluster.start(
                LabOptions.defaults().withSpeed(SPEED).withProvisioningDelay(Duration.ofMillis(200)));
        return new KubectlLab(cluster, Kubectl.on(cluster, folder));
    }

    /** The output of a command that succeeds; blanks part its arguments. */
    String run(String line) {
        return kubectl.line(line).success();
    }

    /** The output of a command that reads a manifest from its standard input. */
    String runWith(String manifest, String line) {
        return kubectl.runWith(manifest, line.split(" +")).success();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
