package dev.statelab.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Clusters that come after one another on the same port. */
class LabPortsTest {

    private static final int PATIENCE_MILLIS = 20_000;

    private static OkHttpClient client(LabCluster cluster) {
        return Trust.in(cluster.certificateAuthority()).client();
    }

    private static Request request(LabCluster cluster, String path, String token) {
        return new Request.Builder().url(cluster.url() + path).header("Authorization", "Bearer " + token).build();
    }

    @Test
    void a_port_serves_one_cluster_after_the_other_and_each_has_its_own_token() throws IOException {
        try (LabPorts ports = new LabPorts()) {
            LabCluster first = LabCluster.start(LabOptions.defaults().withPorts(ports));
            first.close();
            try (LabCluster second = LabCluster.start(LabOptions.defaults().withPorts(ports))) {
                OkHttpClient client = client(second);

                try (Response own = client.newCall(request(second, "/api/v1/namespaces", second.token())).execute();
                        Response foreign = client.newCall(request(second, "/api/v1/namespaces", first.token()))
                                .execute()) {
                    assertThat(second.url()).isEqualTo(first.url());
                    assertThat(own.code()).isEqualTo(200);
                    assertThat(foreign.code()).isEqualTo(401);
                }
            }
        }
    }

    @Test
    void a_connection_ends_with_the_cluster_that_it_was_made_to() throws IOException {
        try (LabPorts ports = new LabPorts()) {
            LabCluster first = LabCluster.start(LabOptions.defaults().withPorts(ports));
            URI url = URI.create(first.url());
            try (Socket kept = Trust.in(first.certificateAuthority()).sslContext().getSocketFactory()
                    .createSocket(url.getHost(), url.getPort())) {
                kept.setSoTimeout(PATIENCE_MILLIS);
                kept.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: lab\r\n\r\n".getBytes(US_ASCII));
                BufferedReader answers = new BufferedReader(new InputStreamReader(kept.getInputStream(), US_ASCII));
                assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");

                first.close();

                assertThat(answers.lines().noneMatch(line -> line.startsWith("HTTP/1.1"))).isTrue();
            }
        }
    }

    @Test
    void clusters_at_the_same_time_have_different_ports() {
        try (LabPorts ports = new LabPorts();
                LabCluster one = LabCluster.start(LabOptions.defaults().withPorts(ports));
                LabCluster other = LabCluster.start(LabOptions.defaults().withPorts(ports))) {
            assertThat(one.url()).isNotEqualTo(other.url());
        }
    }
}
