package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyValueStoreTest {

    @TempDir
    private Path outside;
    private Path folder;
    private LocalApp app;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(outside.resolve("data"));
        app = LocalApp.start(Mode.KV, folder);
        client = app.client();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aStoredValueComesBack() {
        assertThat(client.post("/obj/greeting", "Hello World")).isEqualTo(
                reply(200, "{\"status\":\"success\",\"key\":\"greeting\",\"pod\":\"pod-0\"}"));
        assertThat(client.get("/obj/greeting")).isEqualTo(new Client.Reply(200, "Hello World"));
    }

    @Test
    void theLastValueCounts() {
        client.post("/obj/greeting", "Hello World");
        client.post("/obj/greeting", "Bye");
        assertThat(client.get("/obj/greeting").body()).isEqualTo("Bye");
    }

    @Test
    void anEmptyValueIsAValue() {
        client.post("/obj/nothing", "");
        assertThat(client.get("/obj/nothing")).isEqualTo(new Client.Reply(200, ""));
    }

    @Test
    void anAbsentKeyIsNotFound() {
        assertThat(client.get("/obj/nobody")).isEqualTo(
                reply(404, "{\"error\":\"no such key\",\"key\":\"nobody\",\"pod\":\"pod-0\"}"));
    }

    @Test
    void aLocationTellsWhetherTheKeyIsHere() {
        client.post("/obj/greeting", "Hello World");
        assertThat(client.get("/location/greeting")).isEqualTo(
                reply(200, "{\"key\":\"greeting\",\"pod\":\"pod-0\",\"exists\":true}"));
        assertThat(client.get("/location/nobody")).isEqualTo(
                reply(200, "{\"key\":\"nobody\",\"pod\":\"pod-0\",\"exists\":false}"));
    }

    @Test
    void health() {
        assertThat(client.get("/health")).isEqualTo(reply(200, "{\"status\":\"healthy\",\"pod\":\"pod-0\"}"));
    }

    @Test
    void aMebibyteIsAccepted() {
        String value = "v".repeat(1 << 20);
        assertThat(client.post("/obj/big", value).status()).isEqualTo(200);
        assertThat(client.get("/obj/big").body()).isEqualTo(value);
    }

    @Test
    void aByteMoreIsTooMuch() {
        assertThat(client.post("/obj/big", "v".repeat((1 << 20) + 1))).isEqualTo(
                reply(413, "{\"error\":\"a value has at most 1048576 bytes, this one has more\",\"pod\":\"pod-0\"}"));
        assertThat(client.get("/obj/big").status()).isEqualTo(404);
    }

    @Test
    void aBodyOfUnknownLengthIsLimitedToo() {
        byte[] value = "v".repeat((1 << 20) + 1).getBytes(StandardCharsets.US_ASCII);
        HttpRequest chunked = client.request("/obj/big").POST(
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(value))).build();
        assertThat(client.send(chunked).status()).isEqualTo(413);
    }

    @Test
    void anotherMethodIsNotAllowed() {
        HttpRequest delete = client.request("/obj/greeting").DELETE().build();
        var response = client.exchange(delete);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST, GET");
        assertThat(response.body()).contains("DELETE /obj/greeting");
    }

    @Test
    void anotherPathIsNotFound() {
        assertThat(client.get("/nowhere").status()).isEqualTo(404);
        assertThat(client.get("/nowhere").body()).contains("\"error\":\"no such path: /nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "..%2fsecret", "%2e%2e%2fsecret", "..", ".", "/etc/passwd", "%2fetc%2fpasswd",
        "a%00b", "a/b/c", "C:%5Csecret", ".lock", "lost+found"})
    void whateverAKeyLooksLikeItIsOneFileInTheFolder(String key) throws IOException {
        Files.writeString(outside.resolve("secret"), "not yours");

        String stored = client.sendLine("POST /obj/" + key + " HTTP/1.1", "mine");
        String retrieved = client.sendLine("GET /obj/" + key + " HTTP/1.1", "");

        assertThat(stored).startsWith("HTTP/1.1 200 ");
        assertThat(retrieved).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nmine");
        assertThat(filesBelow(outside)).hasSize(3).contains("secret", "data/.lock");
        assertThat(outside.resolve("secret")).hasContent("not yours");
    }

    @Test
    void aLongKeyIsStoredAndAVeryLongOneRefused() throws IOException {
        String name = "n".repeat(300);
        assertThat(client.sendLine("POST /obj/" + name + " HTTP/1.1", "mine")).startsWith("HTTP/1.1 200 ");
        assertThat(client.sendLine("GET /obj/" + name + " HTTP/1.1", "")).endsWith("mine");
        assertThat(client.sendLine("POST /obj/" + name.repeat(4) + " HTTP/1.1", "mine")).startsWith("HTTP/1.1 400 ")
                .contains("a key has at most 1024 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%ff", "%c0%ae%c0%ae%c0%af"})
    void aKeyThatIsNoneIsRefusedWithAReason(String key) throws IOException {
        assertThat(client.sendLine("POST /obj/" + key + " HTTP/1.1", "mine")).startsWith("HTTP/1.1 400 ")
                .contains("{\"error\":\"");
        assertThat(filesBelow(outside)).isEmpty();
    }

    @Test
    void aFolderInThePlaceOfAValueIsAnErrorThatNamesIt() throws IOException {
        Files.createDirectory(folder.resolve("photos"));
        assertThat(client.get("/obj/photos").status()).isEqualTo(500);
        assertThat(client.get("/obj/photos").body()).contains("cannot read " + folder.resolve("photos"));
        assertThat(client.post("/obj/photos", "v").status()).isEqualTo(500);
        assertThat(app.log()).contains("POST /obj/photos: {\"error\":\"cannot write");
    }

    @Test
    void aMissingFolderIsAnErrorThatNamesIt() throws IOException {
        Files.delete(folder);
        assertThat(client.post("/obj/greeting", "v")).isEqualTo(
                reply(
                        500,
                        ("{\"error\":\"cannot write in %1$s: it does not exist\",\"file\":\"%1$s\","
                                + "\"owner\":\"unknown\",\"mode\":\"unknown\",\"uid\":1000,\"pod\":\"pod-0\"}")
                                .formatted(folder)));
    }

    @Test
    void whatAKilledProcessLeftBehindIsInNobodysWay() throws IOException {
        Files.writeString(folder.resolve(".greeting.new"), "half a val");
        client.post("/obj/greeting", "Hello World");
        assertThat(folder.resolve("greeting")).hasContent("Hello World");
        assertThat(folder.resolve(".greeting.new")).doesNotExist();
    }

    private static Client.Reply reply(int status, String json) {
        return new Client.Reply(status, json + "\n");
    }

    private static Stream<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).toList().stream();
        }
    }
}
