package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.statelab.reference.image.BaseImage;
import dev.statelab.reference.image.Command;
import dev.statelab.reference.image.UnpackedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The images, proved without a Docker daemon and without an image registry: Jib puts them on a base that debootstrap made,
 * and their entrypoints run in their unpacked layers, as the user that they name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class ImagesIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path PROOF = TARGET.resolve("image-proof");

    @BeforeAll
    void buildTheImages() throws IOException {
        assumeThat(System.getProperty("user.name")).as("only root can unpack an image and enter it").isEqualTo("root");
        assumeThat(Command.works("debootstrap", "--version")).as("debootstrap is installed").isTrue();
        assumeThat(Command.works("unshare", "--mount", "true")).as("mount namespaces are allowed").isTrue();
        Path base = BaseImage.withJava(Files.createDirectories(PROOF), "java.base", "java.logging", "jdk.httpserver");
        Command.run(
                System.getProperty("statelab.maven"),
                "--batch-mode",
                "--file=" + System.getProperty("statelab.pom"),
                "jib:buildTar@kvstore",
                "jib:buildTar@counter-app",
                "jib:buildTar@visits-app",
                "-Djib.from.image=tar://" + base);
    }

    @Test
    void kvstore() throws IOException {
        UnpackedImage image = unpack("kvstore");
        try (AppProcess app = start(image); Client client = app.client()) {
            assertThat(app.firstLine()).startsWith("kv: ").endsWith("data in /data, pod pod-0, uid 1000");
            assertThat(client.post("/obj/greeting", "Hello World").status()).isEqualTo(200);
        }
        assertThat(image.root().resolve("data/greeting")).hasContent("Hello World");
        try (AppProcess app = start(image); Client client = app.client()) {
            assertThat(client.get("/obj/greeting").body()).isEqualTo("Hello World");
        }
    }

    @Test
    void counterApp() throws IOException {
        UnpackedImage image = unpack("counter-app");
        Path file = image.root().resolve("data/counter.txt");
        try (AppProcess app = start(image); Client client = app.client()) {
            assertThat(app.firstLine()).startsWith("counter: ").endsWith("pod pod-0, uid 1000");
            assertThat(client.get("/ready").status()).isEqualTo(503);
            Files.writeString(file, "0\n");
            assertThat(client.get("/ready").status()).isEqualTo(200);
            assertThat(client.post("/increment").body()).contains("\"owner\":\"0:0\"", "\"uid\":1000");
            Command.run("chown", "1000:1000", file.toString());
            assertThat(client.post("/increment").body()).contains("\"count\":1,");
        }
        assertThat(Ownership.of(file)).map(Ownership::owner).hasValue("1000:1000");
    }

    @Test
    void visitsApp() throws IOException {
        UnpackedImage image = unpack("visits-app");
        try (AppProcess app = start(image); Client client = app.client()) {
            assertThat(app.firstLine()).startsWith("visits: ").endsWith("data in /data/visits, pod pod-0, uid 1000");
            assertThat(client.get("/").body()).startsWith("Visits: 1\n");
        }
        assertThat(image.root().resolve("data/visits")).hasContent("1\n");
    }

    private static AppProcess start(UnpackedImage image) throws IOException {
        ProcessBuilder builder = image.command();
        builder.environment().putAll(Map.of("PORT", "0", "POD_NAME", "pod-0"));
        return AppProcess.start(builder);
    }

    private static UnpackedImage unpack(String name) throws IOException {
        UnpackedImage image = UnpackedImage.unpack(TARGET.resolve(name + ".tar"), PROOF.resolve(name));
        assertThat(image.name()).isEqualTo(name + ":latest");
        assertThat(image.config().get("User").textValue()).isEqualTo("1000:1000");
        return image;
    }
}
