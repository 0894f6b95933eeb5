package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code install.sh} with a package whose grader is a one-line script. */
class InstallTest {

    private static final Path SCRIPTS = Path.of("../student-tools").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");
    private Path home = Path.of("");

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectory(folder.resolve("a home"));
    }

    private Ended run(String shell, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended install(String shell, String... arguments) throws Exception {
        return run(shell + " " + SCRIPTS.resolve("install.sh"), arguments);
    }

    private String packed(String version, String script) throws Exception {
        Path top = Files.createDirectories(folder.resolve("packing").resolve("grader-" + version + "-linux-x64"));
        Path grader = Files.writeString(Files.createDirectories(top.resolve("bin")).resolve("grader"), script);
        assertThat(grader.toFile().setExecutable(true)).isTrue();
        Folders.copy(SCRIPTS, top.resolve("student-tools"));
        Files.writeString(Files.createDirectories(top.resolve("share/man/man1")).resolve("grader.1"), ".TH GRADER\n");
        Files.writeString(Files.createDirectories(top.resolve("share/bash-completion/completions")).resolve("grader"),
                "# completes\n");
        Path tarball = folder.resolve(top.getFileName() + ".tar.gz");
        Tarball.write(top, tarball, Instant.parse("2026-01-02T03:04:05Z"));
        Checksum.write(tarball);
        return tarball.toString();
    }

    private String packed(String version) throws Exception {
        return packed(version, "#!/bin/sh\necho \"grader " + version + "\" \"$@\"\n");
    }

    private List<Path> left() throws IOException {
        return Folders.below(home).stream().filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void a_package_is_installed_used_and_removed(String shell) throws Exception {
        Ended installed = install(shell, packed("1.0"));

        assertThat(installed.exitCode()).as(installed.output()).isZero();
        assertThat(installed.output()).contains("Installed grader 1.0 --version in " + home);
        Ended used = run(shell + " -c", "\"$HOME\"/student-tools/request-evaluation.sh task-02 --lab");
        assertThat(used).isEqualTo(new Ended(0, "grader 1.0 evaluate --history task-02 --lab\n"));
        assertThat(home.resolve(".local/share/man/man1/grader.1")).content().contains("GRADER");

        Files.createDirectory(home.resolve(".statelab"));
        Ended removed = install(shell, "--remove");
        assertThat(removed.exitCode()).as(removed.output()).isZero();
        assertThat(removed.output()).contains(".statelab");
        assertThat(left()).isEmpty();
        assertThat(home.resolve(".statelab")).isDirectory();
    }

    @Test
    void a_newer_package_takes_the_place_of_the_older() throws Exception {
        install("dash", packed("1.0"));

        install("dash", packed("2.0"));

        assertThat(run("dash -c", "\"$HOME\"/.local/bin/grader").output()).isEqualTo("grader 2.0\n");
        assertThat(home.resolve(".local/share/statelab")).isDirectoryNotContaining("glob:**/*1.0*");
    }

    @Test
    void a_changed_byte_is_found_and_nothing_is_changed() throws Exception {
        install("dash", packed("1.0"));
        Path damaged = Path.of(packed("2.0"));
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        Ended refused = install("dash", damaged.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("is damaged: its SHA-256 should be").contains("Nothing was changed");
        assertThat(run("dash -c", "\"$HOME\"/.local/bin/grader").output()).isEqualTo("grader 1.0\n");
    }

    @Test
    void a_grader_that_does_not_run_here_is_not_installed() throws Exception {
        install("dash", packed("1.0"));

        Ended refused = install("dash", packed("2.0", "#!/bin/sh\nexit 2\n"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("does not run here");
        assertThat(run("dash -c", "\"$HOME\"/.local/bin/grader").output()).isEqualTo("grader 1.0\n");
        assertThat(home.resolve(".local/share/statelab")).isDirectoryNotContaining("glob:**/unpacked*");
    }

    @Test
    void what_somebody_else_put_there_stays() throws Exception {
        Path tools = Files.createDirectory(home.resolve("student-tools"));
        Files.writeString(tools.resolve("mine"), "mine");

        Ended installed = install("dash", packed("1.0"));
        install("dash", "--remove");

        assertThat(installed.output()).contains("is there already and stays as it is");
        assertThat(left()).containsExactly(tools.resolve("mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--wrong", "nothing.tar.gz"})
    void what_cannot_be_installed_says_how(String argument) throws Exception {
        Ended refused = argument.isEmpty() ? install("dash") : install("dash", argument);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("grader-VERSION-linux-");
        assertThat(left()).isEmpty();
    }

    /** Copied to where no grader is. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void scripts_without_a_grader_say_how_to_get_it(String shell) throws Exception {
        Path alone = folder.resolve("alone");
        Folders.copy(SCRIPTS, alone);
        Path link = Files.createSymbolicLink(folder.resolve("link.sh"), Path.of("alone/submit-final.sh"));

        Ended refused = run(shell + " " + link, "task-02");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("The grader is not installed").contains(alone + "/install.sh");
    }

    @Test
    void the_scripts_are_clean() throws Exception {
        Ended checked = run("sh -c", "cd '" + SCRIPTS + "' && command -v shellcheck > /dev/null || exit 77\n"
                + "shellcheck -x -P .. *.sh ../distribution/src/main/package/bin/grader");

        Assumptions.assumeTrue(checked.exitCode() != 77, "shellcheck is not installed");
        assertThat(checked.exitCode()).as(checked.output()).isZero();
    }
}
