package dev.statelab.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder = Path.of("");

    private Path content(String parent) throws Exception {
        Path top = Files.createDirectories(folder.resolve(parent).resolve("top"));
        Path program = Files.writeString(Files.createDirectory(top.resolve("bin")).resolve("run"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(top.resolve("a-file-whose-name-is-longer-than-the-hundred-characters-that-a-header-of-a-tar-"
                + "file-has-room-for.txt"), "text");
        Files.createSymbolicLink(top.resolve("link"), Path.of("bin/run"));
        return top;
    }

    @Test
    void what_goes_in_comes_out() throws Exception {
        Path top = content("in");
        Path tarball = folder.resolve("top.tar.gz");

        Tarball.write(top, tarball, TIME);

        Path out = Files.createDirectory(folder.resolve("out"));
        Process tar = new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", out.toString()).inheritIO().start();
        assertThat(tar.waitFor()).isZero();
        Path unpacked = out.resolve("top");
        assertThat(unpacked.resolve("bin/run")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(Files.getLastModifiedTime(unpacked.resolve("bin/run")).toInstant()).isEqualTo(TIME);
        assertThat(Files.readSymbolicLink(unpacked.resolve("link"))).isEqualTo(Path.of("bin/run"));
        assertThat(Folders.below(unpacked)).hasSize(4)
                .allMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void the_same_files_are_the_same_bytes_and_the_same_checksum() throws Exception {
        Path first = folder.resolve("first.tar.gz");
        Path second = folder.resolve("second.tar.gz");

        Tarball.write(content("one"), first, TIME);
        Tarball.write(content("two"), second, TIME);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(Checksum.write(first)).content().hasSize(64 + 2 + "first.tar.gz\n".length());
        Process check = new ProcessBuilder("sha256sum", "-c", "first.tar.gz.sha256").directory(folder.toFile()).start();
        assertThat(check.waitFor()).isZero();
    }
}
