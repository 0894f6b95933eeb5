package dev.statelab.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The cluster that the suite runs on, reached as a user reaches it: by a kubeconfig.
 *
 * @param kubeconfig its text
 * @param client talks to it as other programs do
 * @param grader talks to it as the grader does
 * @param http the grader's own connection
 * @param patience how long the cluster may take for what it does in a few seconds; only a failure takes that long
 * @param speed how many seconds pass in the cluster while one passes here
 * @param hasImpostors whether its node has the image {@code impostor:latest}
 * @param stop ends the cluster, if the suite has started it
 */
record ClusterUnderTest(
        String kubeconfig, KubernetesClient client, KubeCluster grader, Connection http, Duration patience,
        double speed, boolean hasImpostors, Runnable stop)
        implements
            AutoCloseable {

    private static final ObjectMapper YAML = new YAMLMapper();

    /** Rather late than sent twice, as fabric8 does with a POST that took too long. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    /** Nor does OkHttp send twice what it first sends over a connection that the server is just closing. */
    private static final ConnectionPool EACH_ITS_OWN_CONNECTION = new ConnectionPool(0, 1, TimeUnit.SECONDS);

    /**
     * Connects to a cluster that is running.
     *
     * @param kubeconfig the text of a kubeconfig
     */
    static ClusterUnderTest reached(
            String kubeconfig, Duration patience, double speed, boolean hasImpostors, Runnable stop)
            throws InterruptedException {
        Connection connection = connection(kubeconfig);
        Config server = new ConfigBuilder(Config.empty()).withMasterUrl(connection.server().toString())
                .withRequestRetryBackoffLimit(0).build();
        return new ClusterUnderTest(kubeconfig, new KubernetesClientBuilder().withConfig(server)
                .withHttpClientFactory(new SameConnection(connection.http())).build(), KubeCluster.open(connection),
                connection,
                patience, speed, hasImpostors, stop);
    }

    /**
     * Keys and certificates as the grader has read them, so that all kinds of kubeconfig do.
     *
     * @param http the grader's
     */
    private record SameConnection(OkHttpClient http) implements HttpClient.Factory {

        @Override
        public HttpClient.Builder newBuilder() {
            return new OkHttpClientFactory() {
                @Override
                protected OkHttpClient.Builder newOkHttpClientBuilder() {
                    return http.newBuilder().readTimeout(LONGEST_ANSWER).retryOnConnectionFailure(false)
                            .connectionPool(EACH_ITS_OWN_CONNECTION);
                }
            }.newBuilder();
        }

        @Override
        public HttpClient.Builder newBuilder(Config config) {
            return newBuilder();
        }
    }

    private static Connection connection(String kubeconfig) throws InterruptedException {
        Surroundings real = Surroundings.real();
        Surroundings given = new Surroundings(Map.of(), real.home(), real.k3s(), real.serviceAccount(),
                file -> kubeconfig);
        return switch (Connector.connect(new ConnectOptions(Path.of("kubeconfig"), null), given)) {
            case Ready(Connection connection) -> connection;
            case Impossible(var problem) -> throw new IllegalStateException(problem.toString());
        };
    }

    /** The same cluster for somebody else. */
    OkHttpClient as(String token) {
        try {
            JsonNode other = YAML.readTree(kubeconfig);
            other.path("users").forEach(
                    user -> ((ObjectNode) user).putObject("user").put("token", token));
            return connection(YAML.writeValueAsString(other)).http();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        grader.close();
        client.close();
        stop.run();
    }
}
