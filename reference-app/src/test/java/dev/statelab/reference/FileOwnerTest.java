package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as user 1000, on files that root made. Only root can arrange that. */
final class FileOwnerTest {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir
    private Path everything;
    private Path classes;
    private Path folder;
    private Path file;

    @BeforeEach
    void makeAVolume() throws IOException {
        assumeThat(System.getProperty("user.name")).as("only root can start a process of another user")
                .isEqualTo("root");
        assumeThat(SETPRIV).as("setpriv, of util-linux, starts it").isExecutable();
        permit(everything, "rwxr-xr-x");
        classes = copyOfTheClasses();
        folder = permit(Files.createDirectory(everything.resolve("data")), "rwxrwxrwx");
        file = permit(Files.writeString(folder.resolve("counter.txt"), "5\n"), "rw-r--r--");
    }

    @Test
    void aFileOfRootCannotBeWrittenAlthoughItsFolderCan() throws IOException {
        try (AppProcess app = start(); Client client = app.client()) {
            Client.Reply refused = new Client.Reply(
                    500,
                    ("{\"error\":\"cannot write %1$s: permission denied\",\"file\":\"%1$s\",\"owner\":\"0:0\","
                            + "\"mode\":\"rw-r--r--\",\"uid\":1000,\"pod_name\":\"pod-0\"}\n").formatted(file));
            assertThat(client.post("/increment")).isEqualTo(refused);
            assertThat(client.post("/reset")).isEqualTo(refused);
            assertThat(client.get("/count").body()).contains("\"count\":5");
        }
        assertThat(file).hasContent("5\n");
    }

    @Test
    void aFileThatWasGivenToItCanBeWrittenAndStaysIts() throws IOException {
        give(file);
        try (AppProcess app = start(); Client client = app.client()) {
            assertThat(client.post("/increment").body()).contains("\"count\":6");
        }
        assertThat(Ownership.of(file))
                .hasValue(new Ownership(1000, 1000, PosixFilePermissions.fromString("rw-r--r--")));
    }

    @Test
    void aFileThatEverybodyMayWriteCanBeWritten() throws IOException {
        permit(file, "rw-rw-rw-");
        try (AppProcess app = start(); Client client = app.client()) {
            assertThat(client.post("/increment").body()).contains("\"count\":6");
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    @Test
    void aFolderOfRootIsNamedWhenItIsWhatIsInTheWay() throws IOException {
        give(file);
        permit(folder, "rwxr-xr-x");
        try (AppProcess app = start(); Client client = app.client()) {
            assertThat(client.post("/increment")).isEqualTo(
                    new Client.Reply(
                            500,
                            ("{\"error\":\"cannot write in %1$s: permission denied\",\"file\":\"%1$s\","
                                    + "\"owner\":\"0:0\",\"mode\":\"rwxr-xr-x\",\"uid\":1000,\"pod_name\":\"pod-0\"}\n")
                                    .formatted(folder)));
        }
    }

    @Test
    void anUnreadableFileIsNamed() throws IOException {
        permit(file, "rw-------");
        try (AppProcess app = start(); Client client = app.client()) {
            assertThat(client.get("/ready").status()).isEqualTo(200);
            assertThat(client.get("/count").body()).contains("cannot read " + file + ": permission denied");
        }
    }

    @Test
    void rootKeepsTheOwnerOfAFileThatIsNotItsOwn() throws IOException {
        give(file);
        try (AppProcess app = AppProcess.start(Mode.COUNTER, folder); Client client = app.client()) {
            assertThat(client.post("/increment").status()).isEqualTo(200);
        }
        assertThat(Ownership.of(file)).map(Ownership::owner).hasValue("1000:1000");
    }

    @Test
    void whatRootLeftBehindIsInNobodysWay() throws IOException {
        give(file);
        Files.writeString(folder.resolve(".counter.txt.new"), "6");
        try (AppProcess asRoot = AppProcess.start(Mode.COUNTER, folder); Client client = asRoot.client()) {
            client.post("/increment");
        }
        try (AppProcess app = start(); Client client = app.client()) {
            assertThat(client.post("/increment").body()).contains("\"count\":7");
        }
    }

    private AppProcess start() throws IOException {
        List<String> as1000 = List.of(SETPRIV.toString(), "--reuid=1000", "--regid=1000", "--clear-groups");
        List<String> app = AppProcess.command(List.of(), classes, Mode.COUNTER.argument());
        return AppProcess.start(Stream.concat(as1000.stream(), app.stream()).toList(), folder);
    }

    /** The project's own may be in a folder that user 1000 cannot enter. */
    private Path copyOfTheClasses() throws IOException {
        Path copy = everything.resolve("classes");
        Path original = Path.of("target", "classes");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(original)) {
            files = walk.toList();
        }
        for (Path each : files) {
            Path copied = Files.copy(each, copy.resolve(original.relativize(each).toString()));
            permit(copied, Files.isDirectory(copied) ? "rwxr-xr-x" : "rw-r--r--");
        }
        return copy;
    }

    private static void give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", 1000);
        Files.setAttribute(file, "unix:gid", 1000);
    }

    private static Path permit(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
