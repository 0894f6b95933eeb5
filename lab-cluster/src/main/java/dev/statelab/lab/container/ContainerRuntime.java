package dev.statelab.lab.container;

import java.util.List;

/** Runs containers: Java applications of the image catalogue, in this JVM, with real sockets and real files. */
public interface ContainerRuntime extends AutoCloseable {

    /** Whether the node has the image: {@code kvstore:latest} and {@code docker.io/library/kvstore} are the same. */
    boolean hasImage(String image);

    /** Whether a registry has the image, so that a pod which always pulls can start. */
    boolean canPull(String image);

    /** All references on the node, as a node's status lists them. */
    List<String> images();

    /**
     * Starts a container; returns when its process runs.
     *
     * @throws StartException when the command is not in the image, or may not be executed
     */
    RunningContainer start(ContainerSpec spec) throws StartException;

    /** The user that the image's processes run as unless the pod says otherwise. */
    UserIds user(String image);

    /** Kills whatever still runs and removes the files of containers (not those of volumes). */
    @Override
    void close();

    /** The process could not be started; the message is what containerd would say. */
    final class StartException extends Exception {

        private static final long serialVersionUID = 1;

        public StartException(String message) {
            super(message);
        }
    }
}
