package dev.statelab.lab.container.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.RunningContainer.ExecResult;
import dev.statelab.lab.container.RunningContainer.Exit;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.VolumeMount;
import dev.statelab.lab.container.image.ImageCatalogue;
import dev.statelab.lab.time.ScaledClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tasks' manifests and their students run in containers. */
final class LabScriptsTest {

    /** As in reference-solutions/task-05/statefulset.yaml. */
    private static final String INIT_SCRIPT = """
            if [ ! -f /data/counter.txt ]; then
              echo "Initializing counter to 0"
              echo 0 > /data/counter.txt
            else
              echo "Counter is at $(cat /data/counter.txt)"
            fi
            chown 1000:1000 /data /data/counter.txt
            chmod 644 /data/counter.txt
            ls -la /data
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ScaledClock clock = ScaledClock.realTime();
    private final PodNetwork network = new PodNetwork("counter-app-0", "10.42.0.5", (_, _) -> Optional.empty());
    private Volume data = new Volume(Path.of("/"));

    @BeforeEach
    void makeVolume() throws IOException {
        data = new Volume(Files.createDirectory(folder.resolve("data")));
    }

    @AfterEach
    void closeClock() {
        clock.close();
    }

    private JavaContainers containers() {
        return new JavaContainers(folder, ImageCatalogue.standard(), clock);
    }

    private ContainerSpec spec(String image, UserIds user, String... command) {
        return new ContainerSpec(image, List.of(command), List.of(), Map.of("POD_NAME", "counter-app-0"), "",
                List.of(new VolumeMount(data, "/data", "", false)), user, false, 0, network);
    }

    private String runInit(JavaContainers containers, String script) throws StartException, IOException {
        RunningContainer init = containers.start(spec("busybox:latest", UserIds.ROOT, "sh", "-c", script));
        assertThat(init.exit().join()).isEqualTo(new Exit(0, false));
        return new String(init.log(LogQuery.ALL).readAllBytes(), StandardCharsets.UTF_8);
    }

    private RunningContainer startCounter(JavaContainers containers) throws StartException, IOException {
        RunningContainer counter = containers.start(spec("counter-app:latest", containers.user("counter-app")));
        BufferedReader log = new BufferedReader(
                new InputStreamReader(counter.log(LogQuery.ALL.following()), StandardCharsets.UTF_8));
        assertThat(log.readLine()).contains("listening");
        // The port is claimed right after that line.
        while (network.fromInside(8080).isEmpty() && !counter.exit().isDone()) {
            Thread.onSpinWait();
        }
        return counter;
    }

    private static ExecResult exec(RunningContainer container, String... command) throws StartException {
        return container.exec(List.of(command), PATIENCE);
    }

    @Test
    void the_init_script_makes_the_counter_once_and_gives_it_to_the_application() throws Exception {
        try (JavaContainers containers = containers()) {
            String first = runInit(containers, INIT_SCRIPT);
            String second = runInit(containers, INIT_SCRIPT);

            assertThat(first).matches("""
                    Initializing counter to 0
                    total \\d+
                    drwxrwxrwx    2 1000     1000          4096 ... .. ..:.. \\.
                    drwxr-xr-x   \\d\\d root     root          4096 ... .. ..:.. \\.\\.
                    -rw-r--r--    1 1000     1000             2 ... .. ..:.. counter.txt
                    """);
            assertThat(second).startsWith("Counter is at 0\n");
        }
    }

    @Test
    void the_application_counts_in_the_file_that_it_was_given() throws Exception {
        try (JavaContainers containers = containers()) {
            runInit(containers, INIT_SCRIPT);
            RunningContainer counter = startCounter(containers);

            ExecResult increment = exec(counter, "curl", "-s", "-X", "POST", "http://localhost:8080/increment");
            ExecResult wget = exec(counter, "sh", "-c", "wget -qO- --post-data='' http://localhost:8080/increment");
            ExecResult count = exec(counter, "curl", "-s", "-w", "%{http_code}", "http://counter-app-0:8080/count");

            assertThat(increment.stdout()).contains("\"count\":1");
            assertThat(wget.stdout()).contains("\"count\":2");
            assertThat(count.stdout()).contains("\"count\":2").endsWith("200");
            assertThat(exec(counter, "cat", "/data/counter.txt").stdout().strip()).isEqualTo("2");
            assertThat(exec(counter, "id", "-u").stdout()).isEqualTo("1000\n");
        }
    }

    @Test
    void without_the_chown_the_application_cannot_count() throws Exception {
        try (JavaContainers containers = containers()) {
            // Without the folder either, so that replacing the file is refused too.
            runInit(containers, "echo 0 > /data/counter.txt && chmod 755 /data && ls -la /data");
            RunningContainer counter = startCounter(containers);

            ExecResult increment = exec(counter, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST",
                    "http://localhost:8080/increment");

            assertThat(increment.stdout()).isEqualTo("500");
            assertThat(exec(counter, "curl", "-sf", "http://localhost:8080/nothing").code()).isEqualTo(22);
        }
    }

    @Test
    void the_network_tools_tell_how_they_failed() throws Exception {
        try (JavaContainers containers = containers()) {
            RunningContainer pod = containers.start(spec("busybox", UserIds.ROOT, "sleep", "3600"));

            assertThat(exec(pod, "curl", "-s", "http://no-such-host/")).isEqualTo(new ExecResult(6, "", ""));
            assertThat(exec(pod, "curl", "-s", "http://localhost:1/").code()).isEqualTo(7);
            assertThat(exec(pod, "wget", "-q", "-O", "-", "http://no-such-host/").stderr())
                    .isEqualTo("wget: bad address 'no-such-host'\n");
            assertThat(exec(pod, "getent", "hosts", "counter-app-0").stdout())
                    .isEqualTo("10.42.0.5       counter-app-0\n");
            assertThat(exec(pod, "nslookup", "no-such-host").code()).isEqualTo(1);
        }
    }

    @Test
    void a_command_that_outlives_its_timeout_is_killed() throws Exception {
        try (JavaContainers containers = containers()) {
            RunningContainer pod = containers.start(spec("busybox", UserIds.ROOT, "sleep", "3600"));

            ExecResult result = pod.exec(List.of("sh", "-c", "while :; do :; done"), Duration.ofMillis(300));

            assertThat(result.code()).isEqualTo(137);
            assertThat(pod.exit()).isNotDone();
        }
    }

    @Test
    void a_shell_with_a_trap_ends_in_its_own_way() throws Exception {
        try (JavaContainers containers = containers()) {
            RunningContainer pod = containers.start(spec("busybox", UserIds.ROOT, "sh", "-c",
                    "trap 'echo ending; exit 3' TERM; echo ready; sleep 3600 & wait"));
            BufferedReader log = new BufferedReader(
                    new InputStreamReader(pod.log(LogQuery.ALL.following()), StandardCharsets.UTF_8));
            assertThat(log.readLine()).isEqualTo("ready");

            pod.terminate();

            assertThat(pod.exit().join()).isEqualTo(new Exit(3, false));
            assertThat(log.readLine()).isEqualTo("ending");
            assertThat(log.readLine()).isNull();
        }
    }

    @Test
    void reading_an_endless_line_takes_all_memory() throws Exception {
        try (JavaContainers containers = containers()) {
            ContainerSpec hog = new ContainerSpec("busybox", List.of("sh", "-c", "tail /dev/zero"), List.of(), Map.of(),
                    "", List.of(), UserIds.ROOT, false, 64 << 20, network);

            assertThat(containers.start(hog).exit().join()).isEqualTo(new Exit(137, true));
        }
    }
}
