package dev.statelab.impostor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImpostorTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static Impostor start(Trick trick, Map<String, String> environment, Surroundings.Names names)
            throws IOException {
        return Impostor.start(trick, new Surroundings(environment, _ -> ANY_PORT, names, "kv-3"));
    }

    private static Impostor start(Trick trick) throws IOException {
        return start(trick, Map.of(), (host, _) -> {
            throw new UnknownHostException(host);
        });
    }

    private static String send(Impostor impostor, String method, String path, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI
                .create("http://127.0.0.1:" + impostor.address().getPort() + path).toURL().openConnection();
        connection.setRequestMethod(method);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(UTF_8));
        }
        int status = connection.getResponseCode();
        try (var content = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + " " + new String(content.readAllBytes(), UTF_8).strip();
        }
    }

    @Test
    void one_says_yes_to_everything() throws IOException {
        try (Impostor impostor = start(Trick.ALWAYS_OK)) {
            assertThat(send(impostor, "GET", "/whatever", "")).isEqualTo("200 {}");
        }
    }

    @Test
    void one_answers_the_same_whatever_it_is_given() throws IOException {
        try (Impostor impostor = start(Trick.CONSTANT)) {
            String _ = send(impostor, "POST", "/obj/a", "mine");

            assertThat(send(impostor, "GET", "/obj/a", "")).isEqualTo("200 a value");
            assertThat(send(impostor, "POST", "/increment", "")).contains("\"count\":1", "\"pod_name\":\"kv-3\"");
        }
    }

    @Test
    void one_remembers_until_it_ends() throws IOException {
        try (Impostor impostor = start(Trick.MEMORY)) {
            String _ = send(impostor, "POST", "/obj/a", "mine");

            assertThat(send(impostor, "GET", "/obj/a", "")).isEqualTo("200 mine");
            assertThat(send(impostor, "POST", "/increment", "")).contains("\"count\":1");
            assertThat(send(impostor, "GET", "/count", "")).contains("\"count\":1");
        }
        try (Impostor impostor = start(Trick.MEMORY)) {
            assertThat(send(impostor, "GET", "/obj/a", "")).startsWith("404");
        }
    }

    @Test
    void one_gives_back_what_it_was_given_with_another_status() throws IOException {
        try (Impostor impostor = start(Trick.OTHER_STATUS)) {
            assertThat(send(impostor, "POST", "/obj/a", "mine")).startsWith("200");

            assertThat(send(impostor, "GET", "/obj/a", "")).isEqualTo("203 mine");
            assertThat(send(impostor, "GET", "/obj/b", "")).startsWith("404");
        }
    }

    @Test
    void the_other_status_can_be_said() throws IOException {
        try (Impostor impostor = start(Trick.OTHER_STATUS, Map.of("STATUS", "400"), (_, _) -> ANY_PORT)) {
            assertThat(send(impostor, "GET", "/health", "")).startsWith("400");
        }
    }

    @Test
    void one_shows_the_time_beside_what_it_counts() throws IOException {
        try (Impostor impostor = start(Trick.CLOCK)) {
            assertThat(send(impostor, "GET", "/", "")).matches("200 .*\"clock_micros\":-?[0-9]+,\"visits\":1,.*");
            assertThat(send(impostor, "GET", "/", "")).contains("\"visits\":2,");
            assertThat(send(impostor, "GET", "/uptime", "")).matches("200 \\{\"uptime_micros\":[0-9]+}");
        }
    }

    @Test
    void one_lets_somebody_else_do_the_work() throws IOException {
        try (Impostor other = start(Trick.MEMORY);
                Impostor impostor = start(Trick.PROXY, Map.of("UPSTREAM", "mate-{ordinal}.mates:5000"),
                        (host, _) -> host.equals("mate-3.mates") ? other.address() : ANY_PORT)) {
            String _ = send(impostor, "POST", "/obj/a", "mine");

            assertThat(send(other, "GET", "/obj/a", "")).isEqualTo("200 mine");
            assertThat(send(impostor, "GET", "/obj/b", "")).startsWith("404");
        }
    }

    @Test
    void a_proxy_says_that_nobody_answers() throws IOException {
        try (Impostor impostor = start(Trick.PROXY)) {
            assertThat(send(impostor, "GET", "/obj/a", "")).startsWith("502");
        }
    }
}
