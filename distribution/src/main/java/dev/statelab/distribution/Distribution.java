package dev.statelab.distribution;

import dev.statelab.cli.Grader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import picocli.AutoComplete;

/**
 * Assembles {@code grader-VERSION-linux-ARCH.tar.gz} and its checksum. The package holds everything that grading takes and
 * nothing that would give a task away: no solutions, and no cases.
 */
public final class Distribution {

    private final Path checkout;
    private final Path application;
    private final Instant timestamp;
    private final Path home;

    private Distribution(Path checkout, Path target, String name, Instant timestamp) {
        this.checkout = checkout;
        this.application = checkout.resolve("grader-cli/target");
        this.timestamp = timestamp;
        this.home = target.resolve(name);
    }

    /**
     * @param args the checkout, in which {@code grader-cli} is built; the folder to write to; the version; and the time
     *        that all files get, in ISO 8601
     */
    public static void main(String... args) throws IOException, InterruptedException {
        String name = "grader-" + args[2] + "-"
                + platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path target = Path.of(args[1]);
        Distribution distribution = new Distribution(Path.of(args[0]), target, name, Instant.parse(args[3]));
        Folders.delete(distribution.home);
        distribution.assemble(args[2]);
        Path tarball = target.resolve(name + ".tar.gz");
        Tarball.write(distribution.home, tarball, distribution.timestamp);
        Path checksum = Checksum.write(tarball);
        System.out.println(tarball + ": " + Files.size(tarball) / 1_000_000 + " MB, and " + checksum.getFileName());
    }

    /** Such as {@code linux-x64}, in the words of those who build JDKs. */
    static String platform(String system, String architecture) {
        String arch = switch (architecture) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
        return system.toLowerCase(Locale.ROOT) + "-" + arch;
    }

    private void assemble(String version) throws IOException, InterruptedException {
        Folders.copy(checkout.resolve("distribution/src/main/package"), home);
        Folders.copy(checkout.resolve("student-tools"), home.resolve("student-tools"));
        Files.copy(checkout.resolve("LICENSE"), home.resolve("LICENSE"));
        StudentTasks.copy(checkout.resolve("tasks"), home.resolve("tasks"));
        copyJars();
        RuntimeImage.link(home.resolve("app/grader.jar"), home.resolve("app/lib"), home.resolve("runtime"));
        Files.writeString(home.resolve("release"), "version=" + version + "\ncommit=" + Commit.of(checkout) + "\n");
        describe();
        Folders.date(home, timestamp);
        StartUpCaches.train(home, checkout.resolve("reference-solutions/task-02"),
                checkout.resolve("reference-solutions/lab-14/timeapp"));
        Folders.date(home, timestamp);
    }

    private void copyJars() throws IOException {
        Path libraries = Files.createDirectories(home.resolve("app/lib"));
        Path grader = application.resolve("grader.jar");
        try (CacheableJars jars = CacheableJars.of(application.resolve("lib"), grader)) {
            jars.copyAll(application.resolve("lib"), libraries);
            jars.copy(grader, home.resolve("app/grader.jar"));
        }
    }

    private void describe() throws IOException {
        Path completions = Files.createDirectories(home.resolve("share/bash-completion/completions"));
        Files.writeString(completions.resolve("grader"),
                AutoComplete.bash("grader", Grader.commandLine()));
        Path pages = Files.createDirectories(home.resolve("share/man/man1"));
        for (ManPage page : ManPage.of(Grader.commandLine())) {
            Files.writeString(pages.resolve(page.fileName()), page.text());
        }
    }
}
