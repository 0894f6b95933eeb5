package dev.statelab.lab.container.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param name what the program is called as
 * @param workingDirectory absolute
 * @param in is closed when the process ends, like the other two streams
 */
public record Launch(
        Program program,
        String name,
        List<String> arguments,
        Map<String, String> environment,
        String workingDirectory,
        InputStream in,
        OutputStream out,
        OutputStream err) {

    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
