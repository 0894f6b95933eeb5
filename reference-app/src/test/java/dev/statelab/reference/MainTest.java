package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyModeServes(Mode mode) throws IOException {
        try (AppProcess app = AppProcess.start(mode, folder); Client client = app.client()) {
            assertThat(client.get("/health").body()).contains("healthy", "pod-0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "kv counter"})
    void anUnknownModeEndsWithTheKnownOnes(String argument) throws IOException, InterruptedException {
        Ended ended = run(argument, "0");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).isEqualTo("expected one argument out of kv, counter, visits, found: " + argument);
    }

    @Test
    void aPortThatIsTakenEndsWithTheReason() throws IOException, InterruptedException {
        try (AppProcess app = AppProcess.start(Mode.KV, folder)) {
            Ended ended = run("kv", Integer.toString(app.port()));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output()).startsWith("kv: expected to listen on *:" + app.port());
        }
    }

    @Test
    void aClientThatDoesNotFinishItsRequestIsDropped() throws IOException {
        List<String> command = AppProcess.command(
                List.of("-Dsun.net.httpserver.maxReqTime=1", "-Dsun.net.httpserver.timerMillis=50"),
                Path.of("target", "classes"),
                "kv");
        try (AppProcess app = AppProcess.start(command, folder);
                Client client = app.client();
                Socket socket = client.connect()) {
            socket.getOutputStream().write("POST /obj/greeting HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private record Ended(int code, String output) {}

    private Ended run(String argument, String port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                AppProcess.command(List.of(), Path.of("target", "classes"), argument))
                .redirectErrorStream(true);
        builder.environment().put("PORT", port);
        builder.environment().put("DATA_DIR", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Ended(process.waitFor(), output);
    }
}
