package dev.statelab.reference;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The application as a process: {@code java -jar reference-app.jar kv|counter|visits}.
 *
 * <p>Ends with 143 on SIGTERM, 1 when it cannot start, 2 when called wrongly.
 */
public final class Main {

    /** From SIGTERM to the end, with time left for the JVM's own, so that one second is enough for all. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final Path OURSELVES = Path.of("/proc/self");
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Optional<Mode> mode = arguments.length == 1 ? Mode.named(arguments[0]) : Optional.empty();
        if (mode.isEmpty()) {
            String modes = Arrays.stream(Mode.values()).map(Mode::argument).collect(Collectors.joining(", "));
            System.err.printf("expected one argument out of %s, found: %s%n", modes, String.join(" ", arguments));
            System.exit(2);
            return;
        }
        limitSlowClients();
        switch (ReferenceApp.start(mode.get(), surroundings())) {
            case Start.Started(ReferenceApp app) -> Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> app.stop(PATIENCE), "stop"));
            case Start.Refused(String reason) -> {
                System.err.println(mode.get().argument() + ": " + reason);
                System.exit(1);
            }
        }
    }

    private static Surroundings surroundings() throws IOException {
        return new Surroundings(
                System.getenv(),
                FileSystems.getDefault(),
                InetSocketAddress::new,
                Files.exists(OURSELVES) ? ((Number) Files.getAttribute(OURSELVES, "unix:uid")).longValue() : -1,
                Files.exists(HOSTNAME) ? Files.readString(HOSTNAME).strip() : "localhost",
                System.out);
    }

    /** The JDK's server waits for ever unless told otherwise. In seconds, from the first byte. */
    private static void limitSlowClients() {
        Map.of("sun.net.httpserver.maxReqTime", "20", "sun.net.httpserver.maxRspTime", "20")
                .forEach((name, seconds) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, seconds);
                    }
                });
    }
}
