package dev.statelab.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application inside another program. */
final class ReferenceAppTest {

    @TempDir
    private Path folder;

    @Test
    void itKnowsTheContainersPortAndWhereThatReallyIs() {
        try (LocalApp app = LocalApp.start(Mode.COUNTER, folder)) {
            assertThat(app.app().port()).isEqualTo(8080);
            assertThat(app.app().address().getPort()).isNotIn(0, 8080);
        }
    }

    @Test
    void itsLogSaysWhatItDoes() {
        try (LocalApp app = LocalApp.start(Mode.KV, folder)) {
            assertThat(app.log()).isEqualTo(
                    "kv: listening on port 5000, data in %s, pod pod-0, uid 1000%n".formatted(folder));
        }
    }

    @Test
    void itWarnsOfAFolderThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere");
        try (LocalApp app = LocalApp.start(Mode.KV, nowhere)) {
            assertThat(app.log()).endsWith("kv: there is no folder %s%n".formatted(nowhere));
        }
    }

    @Test
    void aBadEnvironmentIsRefused() {
        Surroundings bad = LocalApp.surroundings(folder, Map.of("PORT", "http"), new ByteArrayOutputStream());
        assertThat(ReferenceApp.start(Mode.KV, bad)).isInstanceOf(Start.Refused.class);
    }

    @Test
    void aStoppedApplicationAnswersNobodyAndLogsIt() {
        LocalApp app = LocalApp.start(Mode.KV, folder);
        app.app().stop(Duration.ofSeconds(1));
        Assertions.assertThatIOException().isThrownBy(() -> app.client().connect())
                .isInstanceOf(ConnectException.class);
        assertThat(app.log()).endsWith("kv: stopped%n".formatted());
        app.close();
    }

    @RepeatedTest(10)
    void aKilledApplicationWritesNothingAnyMore() throws IOException {
        LocalApp app = LocalApp.start(Mode.KV, folder);
        try (Socket socket = app.client().connect()) {
            socket.getOutputStream().write(
                    "POST /obj/greeting HTTP/1.1\r\nHost: pod\r\nContent-Length: 11\r\n\r\nHello ".getBytes(US_ASCII));
            app.app().kill();
            assertThat(answered(socket)).isFalse();
        }
        assertThat(folder).isEmptyDirectory();
        app.close();
    }

    private static boolean answered(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketException reset) {
            return false;
        }
    }
}
