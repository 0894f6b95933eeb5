package dev.statelab.hostile.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.roster.RosterReader;
import dev.statelab.batch.roster.RosterReading;
import dev.statelab.core.report.Printable;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.Manifests;
import dev.statelab.kube.connect.ConnectResult;
import dev.statelab.kube.connect.UntrustedKubeconfig;
import dev.statelab.kube.connect.UntrustedRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What must be true of the readers, whatever they read: a value comes back, and what is refused is said why. */
final class Readers {

    private Readers() {}

    static void task(String text) {
        switch (TaskReader.read(text, "task.yaml")) {
            case TaskReading.ReadTask read -> assertThat(read.task().criteria()).isNotEmpty();
            case TaskReading.Faulty faulty -> assertThat(faulty.mistakes()).isNotEmpty()
                    .allSatisfy(mistake -> assertThat(mistake.toString()).isNotBlank());
        }
    }

    static void manifests(byte[] bytes) {
        switch (Manifests.read(Path.of("work.yaml"), new ByteArrayInputStream(bytes))) {
            case ManifestReading.Complete complete -> assertThat(complete.manifests())
                    .allSatisfy(manifest -> assertThat(manifest.toString()).isNotNull());
            case ManifestReading.Faulty faulty -> assertThat(faulty.problems()).isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString()).startsWith("work.yaml"));
        }
    }

    static void roster(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        switch (RosterReader.read(file, Map.of())) {
            case RosterReading.Complete complete -> complete.roster().students()
                    .forEach(student -> assertThat(student.id()).isNotBlank());
            case RosterReading.Faulty faulty -> assertThat(faulty.mistake().toString()).startsWith(file.toString());
        }
    }

    /** With all that an instructor can allow; names are not looked up where there is no network. */
    static void kubeconfig(Path file, byte[] bytes) throws IOException, InterruptedException {
        Files.write(file, bytes);
        switch (UntrustedKubeconfig.connect(file, "", new UntrustedRules(true, true, true))) {
            case ConnectResult.Ready ready -> assertThat(ready.connection().server().isHttps()
                    || ready.connection().server().scheme().equals("http")).isTrue();
            case ConnectResult.Impossible impossible -> {
                String problem = impossible.problem().toString();
                assertThat(problem).isNotBlank();
                Inert.assertTerminal(Printable.of(problem));
            }
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
