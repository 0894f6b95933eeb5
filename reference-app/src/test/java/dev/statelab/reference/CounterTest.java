package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CounterTest {

    @TempDir
    private Path folder;
    private Path file;
    private LocalApp app;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("counter.txt");
        Files.writeString(file, "0\n");
        app = LocalApp.start(Mode.COUNTER, folder);
        client = app.client();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void anIncrementAddsOne() {
        assertThat(client.post("/increment")).isEqualTo(
                reply(200, "{\"count\":1,\"pod_name\":\"pod-0\",\"message\":\"Counter incremented\"}"));
        assertThat(client.get("/count")).isEqualTo(reply(200, "{\"count\":1,\"pod_name\":\"pod-0\"}"));
        assertThat(file).hasContent("1\n");
    }

    @Test
    void aResetStartsAgain() {
        client.post("/increment");
        assertThat(client.post("/reset")).isEqualTo(
                reply(200, "{\"count\":0,\"pod_name\":\"pod-0\",\"message\":\"Counter reset\"}"));
        assertThat(file).hasContent("0\n");
    }

    @Test
    void readyAndHealthy() {
        assertThat(client.get("/ready")).isEqualTo(reply(200, "{\"status\":\"ready\",\"pod_name\":\"pod-0\"}"));
        assertThat(client.get("/health")).isEqualTo(reply(200, "{\"status\":\"healthy\",\"pod_name\":\"pod-0\"}"));
    }

    @Test
    void withoutTheFileItIsHealthyButNotReadyAndNothingMakesTheFile() throws IOException {
        Files.delete(file);
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertThat(client.get("/ready").status()).isEqualTo(503);
        assertThat(client.get("/ready").body()).contains(file + " does not exist; an init container");
        assertThat(client.get("/count").status()).isEqualTo(500);
        assertThat(client.post("/increment").status()).isEqualTo(500);
        assertThat(client.post("/reset").status()).isEqualTo(500);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "99999999999999999999"})
    void whatIsNotANumberIsShown(String content) throws IOException {
        Files.writeString(file, content);
        assertThat(client.get("/count").status()).isEqualTo(500);
        assertThat(client.post("/increment").body()).contains("holds \\\"" + content + "\\\"");
        assertThat(file).hasContent(content);
    }

    @Test
    void aFileThatIsFarTooLongIsNotReadToItsEnd() throws IOException {
        Files.writeString(file, "1".repeat(100_000));
        assertThat(client.get("/count").status()).isEqualTo(500);
        assertThat(client.get("/count").body()).contains("holds more than 64 bytes").hasSizeLessThan(1000);
    }

    @Test
    void aResetRepairsTheFile() throws IOException {
        Files.writeString(file, "many");
        assertThat(client.post("/reset").status()).isEqualTo(200);
        assertThat(client.get("/count").body()).contains("\"count\":0");
    }

    @Test
    void theLargestNumberIsNotFollowedByTheSmallest() throws IOException {
        Files.writeString(file, Long.toString(Long.MAX_VALUE));
        assertThat(client.post("/increment").status()).isEqualTo(500);
        assertThat(file).hasContent(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void theFileKeepsItsMode() throws IOException {
        var mode = PosixFilePermissions.fromString("rw-rw---x");
        Files.setPosixFilePermissions(file, mode);
        client.post("/increment");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(mode);
    }

    private static Client.Reply reply(int status, String json) {
        return new Client.Reply(status, json + "\n");
    }
}
