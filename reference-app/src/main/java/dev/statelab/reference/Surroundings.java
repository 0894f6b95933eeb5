package dev.statelab.reference;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Everything that an application sees of the world, so that it can run in a container of its own or in a simulated one.
 *
 * @param environment {@code POD_NAME}, {@code PORT}, {@code DATA_DIR}, {@code VISITS_FILE}, {@code VISITS_PATH}, {@code VISITS_SHOWN}; all
 *        optional
 * @param files where its data is. What it uses: {@code FileChannel.open} with {@code lock} and {@code force} (on folders
 *        too, for reading), {@code Files.move} with {@code ATOMIC_MOVE}, {@code Files.delete}, {@code fileKey}, which must
 *        be the same for the same real folder, and, where supported, {@code unix:uid}, {@code unix:gid}, {@code unix:mode}
 * @param addresses where a port of the container is bound; the port of that address may be 0 for any free one
 * @param uid the numeric user that the application runs as, for its messages; -1 when unknown
 * @param hostname the pod's name unless {@code POD_NAME} says otherwise
 * @param out its standard output
 */
public record Surroundings(
        Map<String, String> environment,
        FileSystem files,
        IntFunction<InetSocketAddress> addresses,
        long uid,
        String hostname,
        PrintStream out) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
