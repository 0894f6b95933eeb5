package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.http.TestServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many watches as there are places for, and one more. {@code -Dlab.watches=10000} for more of them. */
class ManyWatchesTest {

    private static final int WATCHES = Integer.getInteger("lab.watches", 1000);
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer server = new TestServer(new ManualClock(),
            limits -> new ClientLimits(limits.head(), limits.body(),
                    WATCHES + 100, WATCHES, limits.clock()));
    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        server.close();
    }

    /** A watch that has begun. */
    private BufferedReader watch(String query) throws IOException {
        RawConnection connection = server.connect();
        connections.add(connection);
        connection.send("GET " + CONFIG_MAPS + "?watch=1" + query + " HTTP/1.1\r\nHost: lab\r\n"
                + "Authorization: Bearer " + TestServer.TOKEN + "\r\n\r\n");
        assertThat(connection.answers().readLine()).isEqualTo("HTTP/1.1 200 OK");
        return connection.answers();
    }

    private static boolean tellsOf(BufferedReader events, String name) {
        return events.lines().anyMatch(line -> line.contains("\"name\":\"" + name + "\""));
    }

    @Test
    void allAreServedAndOneMoreIsRefused() throws IOException, ApiException {
        List<BufferedReader> watches = new ArrayList<>();
        for (int i = 1; i < WATCHES; i++) {
            watches.add(watch(""));
        }
        // It ends by itself, and another may take its place.
        assertThat(watch("&timeoutSeconds=0").lines().anyMatch("0"::equals)).isTrue();
        watches.add(watch(""));

        Answer refused = server.get(CONFIG_MAPS + "?watch=1");
        server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("news"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.body().path("reason").asText()).isEqualTo("TooManyRequests");
        assertThat(refused.body().path("message").asText()).contains("serves " + WATCHES + " at a time");
        assertThat(watches).allMatch(events -> tellsOf(events, "news"));
        assertThat(server.get(CONFIG_MAPS + "/news").status()).isEqualTo(200);
    }
}
