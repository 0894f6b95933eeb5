package dev.statelab.reference;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;

/** A running application. It has no state but its files and its sockets, so a JVM can hold many. */
public final class ReferenceApp implements AutoCloseable {

    private final Mode mode;
    private final Settings settings;
    private final Server server;
    private final PrintStream out;

    private ReferenceApp(Mode mode, Settings settings, Server server, PrintStream out) {
        this.mode = mode;
        this.settings = settings;
        this.server = server;
        this.out = out;
    }

    /** Starts answering; what keeps it from that is in the result, and nothing is left open then. */
    public static Start start(Mode mode, Surroundings surroundings) {
        return switch (Settings.read(
                mode,
                surroundings.environment(),
                surroundings.hostname(),
                surroundings.files())) {
            case Settings.Reading.Valid(Settings settings) -> start(mode, settings, surroundings);
            case Settings.Reading.Invalid(String problem) -> new Start.Refused(problem);
        };
    }

    /** The container's port, as the environment asked for it. */
    public int port() {
        return settings.port();
    }

    /** Where that port really is. */
    public InetSocketAddress address() {
        return server.address();
    }

    /**
     * Ends as on SIGTERM: accepts nothing any more and finishes what is in flight. No file is touched afterwards.
     *
     * @param patience after this, requests that are still in flight are cut off
     */
    public void stop(Duration patience) {
        server.stop(patience);
        out.println(mode.argument() + ": stopped");
    }

    /** Ends as on SIGKILL: what is in flight gets no answer. No file is touched afterwards. */
    public void kill() {
        server.stop(Duration.ZERO);
    }

    /** The same as {@link #kill}. */
    @Override
    public void close() {
        kill();
    }

    private static Start start(Mode mode, Settings settings, Surroundings surroundings) {
        Application application = switch (mode) {
            case KV -> new KeyValueStore(settings.pod(), settings.folder());
            case COUNTER -> new Counter(settings.pod(), settings.folder());
            case VISITS -> new Visits(settings.pod(), settings.visitsFile(), settings.visitsPath(),
                    settings.visitsShown());
        };
        InetSocketAddress address = surroundings.addresses().apply(settings.port());
        Server server;
        try {
            server = Server.open(
                    address,
                    new Routes(application, settings.pod(), surroundings.uid()),
                    surroundings.out());
        } catch (IOException taken) {
            return new Start.Refused(
                    "expected to listen on %s, but: %s; set PORT to a free port".formatted(
                            shown(address),
                            taken.getMessage()));
        }
        surroundings.out().printf(
                "%s: listening on port %d, data in %s, pod %s, uid %d%n",
                mode.argument(),
                settings.port() == 0 ? server.address().getPort() : settings.port(),
                application.data(),
                settings.pod(),
                surroundings.uid());
        if (!Files.isDirectory(settings.folder())) {
            surroundings.out().printf("%s: there is no folder %s%n", mode.argument(), settings.folder());
        }
        return new Start.Started(new ReferenceApp(mode, settings, server, surroundings.out()));
    }

    private static String shown(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return (host.isAnyLocalAddress() ? "*" : host.getHostAddress()) + ":" + address.getPort();
    }
}
