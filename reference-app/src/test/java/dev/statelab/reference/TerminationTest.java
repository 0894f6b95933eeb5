package dev.statelab.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIGTERM. */
@Isolated
final class TerminationTest {

    /** The promise is one second; a machine that is busy with other things gets another one. */
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void anIdleApplicationEndsAtOnce() throws IOException {
        try (AppProcess app = AppProcess.start(Mode.KV, folder)) {
            app.terminate();
            assertThat(app.exitCode(PROMISED)).isEqualTo(SIGTERM);
        }
    }

    @Test
    void aClientThatKeepsItsConnectionOpenHoldsNothingUp() throws IOException {
        try (AppProcess app = AppProcess.start(Mode.KV, folder); Client client = app.client()) {
            client.get("/health");
            app.terminate();
            assertThat(app.exitCode(PROMISED)).isEqualTo(SIGTERM);
        }
    }

    @Test
    void aRequestInFlightIsFinished() throws IOException {
        List<String> patient = AppProcess.command(List.of("-Dstatelab.patience.millis=30000"),
                Path.of("target", "classes"), Mode.KV.argument());
        try (AppProcess app = AppProcess.start(patient, folder);
                Client client = app.client();
                Socket socket = client.connect()) {
            client.post("/obj/greeting", "the first write takes longer");
            sendHalfOfARequest(socket);
            app.terminate();
            awaitNoMoreConnections(client);
            socket.getOutputStream().write("World".getBytes(US_ASCII));

            assertThat(nextHead(socket)).startsWith("HTTP/1.1 200 ");
            assertThat(app.exitCode(PROMISED)).isEqualTo(SIGTERM);
            assertThat(folder.resolve("greeting")).hasContent("Hello World");
        }
    }

    @Test
    void aRequestThatNeverEndsIsCutOffInTime() throws IOException {
        try (AppProcess app = AppProcess.start(Mode.KV, folder);
                Client client = app.client();
                Socket socket = client.connect()) {
            sendHalfOfARequest(socket);
            app.terminate();
            assertThat(app.exitCode(PROMISED)).isEqualTo(SIGTERM);
            assertThat(folder.resolve("greeting")).doesNotExist();
        }
    }

    /** Returns when the application has read it, and waits for the rest. */
    private static void sendHalfOfARequest(Socket socket) throws IOException {
        String head = String.join(
                "\r\n",
                "POST /obj/greeting HTTP/1.1",
                "Host: pod",
                "Content-Length: 11",
                "Expect: 100-continue",
                "",
                "");
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        assertThat(nextHead(socket)).startsWith("HTTP/1.1 100 ");
        socket.getOutputStream().write("Hello ".getBytes(US_ASCII));
    }

    /** Reads up to the empty line that ends a response's head, or to the connection's end. */
    private static String nextHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
            head.append((char) c);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static void awaitNoMoreConnections(Client client) {
        assertThatThrownBy(() -> {
            while (true) {
                client.connect().close();
            }
        }).isInstanceOf(IOException.class);
    }
}
