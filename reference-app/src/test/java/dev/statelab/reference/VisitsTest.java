package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VisitsTest {

    @TempDir
    private Path folder;

    @Test
    void thePageCountsItsVisitsAndNothingElseDoes() {
        try (LocalApp app = LocalApp.start(Mode.VISITS, folder)) {
            Client client = app.client();
            assertThat(client.get("/visits").body()).isEqualTo("{\"visits\":0,\"pod\":\"pod-0\"}\n");
            assertThat(client.get("/")).isEqualTo(new Client.Reply(200, "Visits: 1\nPod: pod-0\n"));
            assertThat(client.get("/")).isEqualTo(new Client.Reply(200, "Visits: 2\nPod: pod-0\n"));
            assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"healthy\",\"pod\":\"pod-0\"}\n");
            assertThat(client.get("/visits").body()).isEqualTo("{\"visits\":2,\"pod\":\"pod-0\"}\n");
        }
        assertThat(folder.resolve("visits")).hasContent("2\n");
    }

    @Test
    void aNewProcessGoesOnCounting() {
        try (LocalApp first = LocalApp.start(Mode.VISITS, folder)) {
            first.client().get("/");
        }
        try (LocalApp second = LocalApp.start(Mode.VISITS, folder)) {
            assertThat(second.client().get("/").body()).startsWith("Visits: 2\n");
        }
    }

    @Test
    void theEnvironmentNamesThePageThatCounts() {
        try (LocalApp app = LocalApp.start(Mode.VISITS, folder, Map.of("VISITS_PATH", "/time/now"))) {
            Client client = app.client();
            assertThat(client.get("/").status()).isEqualTo(404);
            assertThat(client.get("/time/now").body()).startsWith("Visits: 1\n");
        }
    }

    @Test
    void aPageThatDoesNotSayHowManyCountsTheSame() {
        try (LocalApp app = LocalApp.start(Mode.VISITS, folder, Map.of("VISITS_SHOWN", "false"))) {
            assertThat(app.client().get("/")).isEqualTo(new Client.Reply(200, "Welcome\nPod: pod-0\n"));
            assertThat(app.client().get("/visits").body()).startsWith("{\"visits\":1,");
        }
    }
}
