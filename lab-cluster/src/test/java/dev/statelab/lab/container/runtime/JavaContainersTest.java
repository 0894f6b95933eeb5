package dev.statelab.lab.container.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.RunningContainer.Exit;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.VolumeMount;
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.image.ImageCatalogue;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.time.ScaledClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaContainersTest {

    @TempDir
    Path folder;

    private final ScaledClock clock = ScaledClock.realTime();

    @AfterEach
    void closeClock() {
        clock.close();
    }

    private JavaContainers containers(Program program) {
        return new JavaContainers(folder, ImageCatalogue.standard().with("app", Image.application("app", program)),
                clock);
    }

    private static PodNetwork network() {
        return new PodNetwork("app-0", "10.42.0.7", (_, _) -> Optional.empty());
    }

    private static ContainerSpec spec(PodNetwork network, long memory, String... command) {
        return new ContainerSpec("app", List.of(command), List.of(), Map.of(), "", List.of(), Image.APPLICATION_USER,
                false, memory, network);
    }

    private static ContainerSpec spec(String... command) {
        return spec(network(), 0, command);
    }

    private static String log(RunningContainer container) throws IOException {
        return new String(container.log(LogQuery.ALL).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void different_names_of_an_image_are_one() {
        try (JavaContainers containers = containers(_ -> 0)) {
            assertThat(containers.hasImage("docker.io/library/app:latest")).isTrue();
            assertThat(containers.hasImage("app:v2")).isFalse();
            assertThat(containers.hasImage("Not An Image")).isFalse();
            assertThat(containers.user("app")).isEqualTo(new UserIds(1000, 1000));
            assertThat(containers.user("busybox")).isEqualTo(UserIds.ROOT);
        }
    }

    @Test
    void a_program_gets_its_environment_and_its_output_is_the_log() throws Exception {
        Program program = app -> {
            app.out().println(app.environment().get("HOSTNAME") + " as " + app.user().uid());
            app.err().println(Files.readString(app.files().getPath("/etc/hostname")).strip());
            Files.writeString(app.files().getPath("/dev/termination-log"), "bye");
            return 3;
        };
        try (JavaContainers containers = containers(program)) {
            RunningContainer container = containers.start(spec());

            assertThat(container.exit().join()).isEqualTo(new Exit(3, false));
            assertThat(log(container)).isEqualTo("app-0 as 1000\napp-0\n");
            assertThat(container.terminationMessage()).isEqualTo("bye");
        }
    }

    @Test
    void an_exception_that_nobody_catches_ends_the_program_with_1_and_a_stack_trace() throws Exception {
        try (JavaContainers containers = containers(_ -> {
            throw new IllegalStateException("no data");
        })) {
            RunningContainer container = containers.start(spec());

            assertThat(container.exit().join()).isEqualTo(new Exit(1, false));
            assertThat(log(container))
                    .startsWith("Exception in thread \"main\" java.lang.IllegalStateException: no data");
        }
    }

    @Test
    void a_java_application_ends_at_sigterm_with_143() throws Exception {
        try (JavaContainers containers = containers(_ -> {
            new CountDownLatch(1).await();
            return 0;
        })) {
            RunningContainer container = containers.start(spec());

            container.terminate();

            assertThat(container.exit().join()).isEqualTo(new Exit(143, false));
        }
    }

    @Test
    void a_handler_decides_what_sigterm_does() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        try (JavaContainers containers = containers(app -> {
            CountDownLatch terminated = new CountDownLatch(1);
            app.onSignal(Signal.TERM, terminated::countDown);
            ready.countDown();
            terminated.await();
            return 7;
        })) {
            RunningContainer container = containers.start(spec());
            ready.await();

            container.terminate();

            assertThat(container.exit().join()).isEqualTo(new Exit(7, false));
        }
    }

    @Test
    void a_native_first_process_does_not_notice_sigterm() throws Exception {
        try (JavaContainers containers = containers(_ -> 0)) {
            RunningContainer container = containers.start(spec("sleep", "3600"));

            container.terminate();
            assertThat(container.exit()).isNotDone();
            container.kill();

            assertThat(container.exit().join()).isEqualTo(new Exit(137, false));
        }
    }

    @Test
    void a_killed_program_that_goes_on_reaches_neither_files_nor_ports() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        Path real = Files.createDirectory(folder.resolve("volume"));
        PodNetwork network = network();
        Program stubborn = app -> {
            Path file = app.files().getPath("/data/file");
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            app.closeAtEnd(socket);
            app.listen(5000, (InetSocketAddress) socket.getLocalSocketAddress(), false);
            ready.countDown();
            while (killed.getCount() > 0) {
                Thread.onSpinWait();
            }
            try {
                Files.writeString(file, "late");
            } finally {
                tried.countDown();
            }
            return 0;
        };
        try (JavaContainers containers = containers(stubborn)) {
            RunningContainer container = containers.start(new ContainerSpec("app", List.of(), List.of(), Map.of(), "",
                    List.of(new VolumeMount(new Volume(real),
                            "/data", "", false)),
                    Image.APPLICATION_USER, false, 0, network));
            ready.await();
            assertThat(network.fromOutside(5000)).isPresent();

            container.kill();
            assertThat(container.exit()).isCompletedWithValue(new Exit(137, false));
            assertThat(network.fromOutside(5000)).isEmpty();
            killed.countDown();
            tried.await();

            assertThat(real).isEmptyDirectory();
        }
    }

    @Test
    void taking_more_memory_than_the_limit_kills_the_container() throws Exception {
        try (JavaContainers containers = containers(app -> {
            while (true) {
                app.allocate(1 << 20);
            }
        })) {
            RunningContainer container = containers.start(spec(network(), 64 << 20));

            assertThat(container.exit().join()).isEqualTo(new Exit(137, true));
        }
    }

    @Test
    void a_command_that_is_not_in_the_image_is_refused_as_containerd_does() {
        try (JavaContainers containers = containers(_ -> 0)) {
            assertThatThrownBy(() -> containers.start(spec("nonsense"))).isInstanceOf(StartException.class)
                    .hasMessageEndingWith("exec: \"nonsense\": executable file not found in $PATH");
            assertThatThrownBy(() -> containers.start(spec("/etc/hostname"))).isInstanceOf(StartException.class)
                    .hasMessageEndingWith("exec: \"/etc/hostname\": permission denied");
        }
    }

    @Test
    void closing_leaves_no_file_and_no_running_container() throws Exception {
        JavaContainers containers = containers(_ -> 0);
        RunningContainer container = containers.start(spec("sleep", "3600"));

        containers.close();

        assertThat(container.exit()).isCompletedWithValue(new Exit(137, false));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
