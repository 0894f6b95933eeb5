package dev.statelab.cli;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lab cluster that is reached as any other cluster: through a kubeconfig. */
record OpenLab(LabCluster cluster, Path kubeconfig) implements AutoCloseable {

    static OpenLab start(Path folder) throws IOException {
        LabCluster cluster = LabCluster.start(LabOptions.defaults().withSpeed(10));
        return new OpenLab(cluster, Files.writeString(folder.resolve("lab-kubeconfig"), cluster.kubeconfig()));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
