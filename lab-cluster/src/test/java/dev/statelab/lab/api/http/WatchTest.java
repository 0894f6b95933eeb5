package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theHeadersComeBeforeTheFirstChange() {
        HttpResponse<Stream<String>> response = open("");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void changesAreToldInOrder() throws ApiException {
        Iterator<String> lines = open("&resourceVersion=" + now()).body().iterator();

        ObjectNode created = server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("a"))
                .deepCopy();
        created.withObjectProperty("data").put("color", "red");
        server.api().update(ResourceTypes.CONFIG_MAP, "default", created);
        server.api().delete(ResourceTypes.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT);

        assertThat(event(lines)).isEqualTo("ADDED a blue");
        assertThat(event(lines)).isEqualTo("MODIFIED a red");
        assertThat(event(lines)).isEqualTo("DELETED a red");
    }

    @Test
    void withoutAResourceVersionThePresentObjectsComeFirst() throws ApiException {
        server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("present"));

        Iterator<String> lines = open("").body().iterator();
        server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("next"));

        assertThat(event(lines)).isEqualTo("ADDED present blue");
        assertThat(event(lines)).isEqualTo("ADDED next blue");
    }

    @Test
    void anObjectThatLeavesTheSelectionIsDeleted() throws ApiException {
        ObjectNode labelled = Manifests.configMap("a");
        Metadata.of(labelled).putObject("labels").put("app", "kv");
        Iterator<String> lines = open("&labelSelector=app%3Dkv&resourceVersion=" + now()).body().iterator();

        ObjectNode edited = server.api().create(ResourceTypes.CONFIG_MAP, "default", labelled).deepCopy();
        Metadata.of(edited).putObject("labels").put("app", "other");
        ObjectNode unselected = server.api().update(ResourceTypes.CONFIG_MAP, "default", edited).deepCopy();
        Metadata.of(unselected).putObject("labels").put("app", "kv");
        server.api().update(ResourceTypes.CONFIG_MAP, "default", unselected);

        assertThat(event(lines)).startsWith("ADDED a");
        assertThat(event(lines)).startsWith("DELETED a");
        assertThat(event(lines)).startsWith("ADDED a");
    }

    @Test
    void aWatchEndsInTimeWithABookmark() throws JsonProcessingException {
        String last = open("&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=" + now()).body()
                .reduce("", (_, line) -> line);

        assertThat(JSON.readTree(last).path("type").asText()).isEqualTo("BOOKMARK");
        assertThat(JSON.readTree(last).at("/object/metadata/resourceVersion").asText()).isEqualTo(now());
    }

    @Test
    void initialEventsAreRefusedAsByAnOlderServer() {
        assertThat(server.get(CONFIG_MAPS + "?watch=1&sendInitialEvents=true").status()).isEqualTo(422);
    }

    @Test
    void aClientThatStopsReadingHoldsNobodyUp() throws Exception {
        try (RawConnection silent = server.connect()) {
            String request = "GET " + CONFIG_MAPS + "?watch=1 HTTP/1.1\r\nHost: lab\r\nAuthorization: Bearer "
                    + TestServer.TOKEN + "\r\n\r\n";
            silent.send(request);
            ObjectNode large = server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("a"))
                    .deepCopy();

            for (int i = 0; i < 200; i++) {
                large.withObjectProperty("data").put("color", "x".repeat(100_000) + i);
                large = server.api().update(ResourceTypes.CONFIG_MAP, "default", large).deepCopy();
                large.withObjectProperty("metadata").remove("resourceVersion");
            }

            assertThat(server.get(CONFIG_MAPS + "/a").status()).isEqualTo(200);
        }
    }

    @Test
    void closingEndsOpenWatchesSoon() {
        open("");
        long before = System.nanoTime();

        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    private String now() {
        return server.api().list(ResourceTypes.CONFIG_MAP, "default").resourceVersion();
    }

    private HttpResponse<Stream<String>> open(String query) {
        return server.send("GET", CONFIG_MAPS + "?watch=true" + query, Map.of(), "", BodyHandlers.ofLines());
    }

    private static String event(Iterator<String> lines) {
        try {
            JsonNode event = JSON.readTree(lines.next());
            return event.path("type").asText() + " " + Metadata.name(event.path("object")) + " "
                    + event.at("/object/data/color").asText();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
