package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/students.md says, word by word, and a chart, in a root that holds busybox, glibc and nothing else: no Java. The lab
 * cluster is outside of it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmptySystemIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String ENTER = """
            mount -t proc proc "$0/proc" && exec chroot --userspec=1000:1000 "$0" /bin/env -i HOME=/home/alice \
            PATH=/bin:/home/alice/.local/bin KUBECONFIG=/home/alice/lab.kubeconfig /bin/sh -c "cd && { $1
            } 2>&1"
            """;
    private static final String GLIBC = "/lib*/ld-linux-*.so.? "
            + Stream.of("c.so.6", "m.so.6", "dl.so.2", "pthread.so.0", "rt.so.1").map("/lib/*-linux-gnu/lib"::concat)
                    .collect(Collectors.joining(" "));

    @TempDir
    private Path folder = Path.of("");
    private Path root = Path.of("");
    private Path tarball = Path.of("");

    @BeforeEach
    void make() throws IOException, InterruptedException {
        assumeThat(System.getProperty("user.name")).as("only root can enter another root").isEqualTo("root");
        assumeThat(run("", "unshare", "--mount", "true").exitCode()).as("mount namespaces are allowed").isZero();
        assumeThat(Path.of("/bin/busybox")).as("busybox is installed").isExecutable();
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            tarball = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst()
                    .orElseThrow(() -> new IOException("no package in target: build with -Pdist, too"));
        }
        root = Files.createDirectory(folder.resolve("root"));
        for (String name : List.of("bin", "dev", "etc", "proc", "tmp", "home/alice")) {
            Files.createDirectories(root.resolve(name));
        }
        String libraries = run("", "sh", "-c", "ls -d " + GLIBC).output();
        for (String library : libraries.lines().toList()) {
            Path copy = root.resolve(library.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(library), copy);
        }
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        Files.copy(tarball, home().resolve(tarball.getFileName()));
        Files.copy(Path.of(tarball + ".sha256"), home().resolve(tarball.getFileName() + ".sha256"));
        assertThat(run("", "sh", "-c", """
                set -e
                cd "$0"
                chroot . /bin/busybox --install -s /bin
                mknod -m 666 dev/null c 1 3
                mknod -m 444 dev/urandom c 1 9
                mknod -m 444 dev/random c 1 8
                echo 'alice:x:1000:1000::/home/alice:/bin/sh' > etc/passwd
                chown -R 1000:1000 home/alice
                chmod 1777 tmp
                """, root.toString())).isEqualTo(new Ended(0, ""));
    }

    private record Ended(int exitCode, String output) {}

    private Path home() {
        return root.resolve("home/alice");
    }

    private Ended run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** As the student, in the empty system. */
    private Ended type(String input, String commands) throws IOException, InterruptedException {
        return run(input, "unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER, root.toString(),
                commands);
    }

    private String documented(String heading) throws IOException {
        Matcher block = Pattern.compile("## " + heading + "\n.*?```bash\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(CHECKOUT.resolve("docs/students.md")));
        assertThat(block.find()).as(heading).isTrue();
        String platform = tarball.getFileName().toString().replaceFirst(".*-(linux-.*)\\.tar\\.gz", "$1");
        return block.group(1).strip().replace("linux-x64", platform);
    }

    /** The work of a student who has solved the task. */
    private void solve(LabCluster lab) throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig());
        String unpacked = tarball.toString().replace(".tar.gz", "");
        List<String> command = new ArrayList<>(List.of(unpacked + "/bin/grader", "evaluate", "task-02", "--kubeconfig",
                kubeconfig.toString(), "--apply", CHECKOUT.resolve("reference-solutions/task-02").toString()));
        Ended applied = run("", command.toArray(String[]::new));
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        Files.copy(kubeconfig, home().resolve("lab.kubeconfig"));
        String chart = CHECKOUT.resolve("reference-solutions/lab-14/timeapp").toString();
        assertThat(run("", "cp", "-r", chart, home().toString()).exitCode()).isZero();
        assertThat(run("", "chown", "1000:1000", home().resolve("lab.kubeconfig").toString()).exitCode()).isZero();
    }

    @Test
    void from_the_package_to_a_verified_submission() throws Exception {
        try (LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10))) {
            solve(lab);
            assertThat(type("", "command -v java").exitCode()).isNotZero();

            Ended installed = type("", documented("Install"));
            assertThat(installed.output()).contains("Installed ").doesNotContain("not on your PATH");

            Ended evaluated = type("", documented("Ask for an evaluation"));
            assertThat(evaluated.exitCode()).as(evaluated.output()).isZero();
            assertThat(evaluated.output()).contains("score       100 of 100");

            Ended checked = type("", "grader check lab-14 timeapp");
            assertThat(checked.exitCode()).as(checked.output()).isZero();
            assertThat(checked.output()).contains("0 not met");

            Ended watched = type("q\n", documented("Watch while you work"));
            assertThat(watched.exitCode()).as(watched.output()).isZero();
            assertThat(watched.output()).contains("+ StatefulSet exists 15/15");

            Ended asked = type("y\n", documented("Hand in"));
            assertThat(asked.exitCode()).as(asked.output()).isZero();
            Ended again = type("", "~/student-tools/submit-final.sh task-02 --yes");
            assertThat(again.output()).contains("Hand in this file: task-02-submission-2.json");

            Ended verified = type("", "grader submission verify task-02-submission-1.json task-02-submission-2.json");
            assertThat(verified.exitCode()).as(verified.output()).isZero();
            assertThat(verified.output()).contains("task-02-submission-1.json: OK", "task-02-submission-2.json: OK");

            Ended removed = type("", "~/student-tools/install.sh --remove && ls -A ~ ~/.local/share ~/.local/bin");
            assertThat(removed.output()).contains("The grader is removed.", ".statelab")
                    .doesNotContain("statelab/grader");
        }
    }
}
