package dev.statelab.reference;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application inside this JVM, as the lab cluster runs it. */
final class LocalApp implements AutoCloseable {

    private final ReferenceApp app;
    private final Client client;
    private final ByteArrayOutputStream out;

    private LocalApp(ReferenceApp app, ByteArrayOutputStream out) {
        this.app = app;
        this.client = new Client(app.address().getPort());
        this.out = out;
    }

    static LocalApp start(Mode mode, Path folder) {
        return start(mode, folder, Map.of());
    }

    static LocalApp start(Mode mode, Path folder, Map<String, String> more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("POD_NAME", "pod-0");
        return switch (ReferenceApp.start(mode, surroundings(folder, environment, out))) {
            case Start.Started(ReferenceApp app) -> new LocalApp(app, out);
            case Start.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    static Surroundings surroundings(Path folder, Map<String, String> more, ByteArrayOutputStream out) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DATA_DIR", folder.toString());
        return new Surroundings(
                environment,
                folder.getFileSystem(),
                port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1000,
                "host-0",
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    ReferenceApp app() {
        return app;
    }

    Client client() {
        return client;
    }

    String log() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        app.close();
    }
}
