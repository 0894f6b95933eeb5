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

    /**
     * For what is in flight at SIGTERM. The JVM's own end takes up to 0.3 s more, as it waits that long for threads in
     * native code, and one second has to be enough for all. A test that shall not depend on the speed of its machine gives more.
     */
    private static final Duration PATIENCE = Duration.ofMillis(Long.getLong("statelab.patience.millis", 500));

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
        setLimits();
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

    /** The JDK's server reads these once. Times are in seconds; without them it waits for a slow client for ever. */
    private static void setLimits() {
        Map<String, String> limits = Map.of(
                "sun.net.httpserver.maxReqTime",
                "20",
                // This one includes our own time for the answer, which on a slow disk may be long.
                "sun.net.httpserver.maxRspTime",
                "120",
                // Beyond these it closes a connection while the client may already be using it again.
                "sun.net.httpserver.maxIdleConnections",
                "10000");
        limits.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
