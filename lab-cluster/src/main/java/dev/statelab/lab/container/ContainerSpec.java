package dev.statelab.lab.container;

import java.util.List;
import java.util.Map;

/**
 * One container to run.
 *
 * @param image as in the manifest
 * @param command replaces the image's entrypoint unless empty
 * @param args replaces the image's arguments unless empty; also when {@code command} is given
 * @param environment all variables, over the image's own
 * @param workingDirectory empty for the image's own
 * @param mounts the volumes that the container sees
 * @param user who its processes run as
 * @param readOnlyRoot whether everything outside the mounts is read-only
 * @param memoryLimitBytes 0 for none
 * @param console how its first process is connected
 * @param network the pod's, shared by its containers
 */
public record ContainerSpec(
        String image,
        List<String> command,
        List<String> args,
        Map<String, String> environment,
        String workingDirectory,
        List<VolumeMount> mounts,
        UserIds user,
        boolean readOnlyRoot,
        long memoryLimitBytes,
        Console console,
        PodNetwork network) {

    public ContainerSpec {
        command = List.copyOf(command);
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
        mounts = List.copyOf(mounts);
    }

    /** A container whose first process has no input. */
    public ContainerSpec(
            String image,
            List<String> command,
            List<String> args,
            Map<String, String> environment,
            String workingDirectory,
            List<VolumeMount> mounts,
            UserIds user,
            boolean readOnlyRoot,
            long memoryLimitBytes,
            PodNetwork network) {
        this(image, command, args, environment, workingDirectory, mounts, user, readOnlyRoot, memoryLimitBytes,
                Console.NONE, network);
    }
}
