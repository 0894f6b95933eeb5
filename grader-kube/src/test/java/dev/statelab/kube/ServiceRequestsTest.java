package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.Answered;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.NotListening;
import dev.statelab.core.cluster.PodAnswer.Unknown;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to whichever pod a service leads to. */
final class ServiceRequestsTest {

    private static final String PROXY = "/api/v1/namespaces/task-02/services/kv:80/proxy/";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void goThroughTheServicesOwnProxy() throws Exception {
        api.on(PROXY, 200, "text/plain", "there");

        assertThat(((Answered) ask()).body()).isEqualTo("there");
    }

    @Test
    void tellThatNobodyIsBehindAService() throws Exception {
        refuses(503, "no endpoints available for service \\\"kv\\\"");

        assertThat(ask()).isEqualTo(new NotListening("the service kv has no ready endpoint"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | services \\"kv\\" not found                    | there is no service kv
            503 | no service port \\"80\\" found for service \\"kv\\" | the service kv has no port 80
            """)
    void tellThatAServiceLeadsNowhere(int status, String message, String reason) throws Exception {
        refuses(status, message);

        assertThat(ask()).isEqualTo(new NoAnswer(reason));
    }

    @Test
    void nameThePermissionThatIsMissing() throws Exception {
        api.on(PROXY, Recordings.response("forbidden-proxy-403"));

        assertThat(((Unknown) ask()).cause().message()).contains("get services/proxy in the namespace task-02");
    }

    /** @param message as it stands in a string of JSON */
    private void refuses(int status, String message) {
        api.on(PROXY, status, "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\""
                        + message + "\",\"code\":" + status + "}");
    }

    private PodAnswer ask() throws InterruptedException {
        return cluster.send(new PodRequest("task-02", new Target.Service("kv"), 80, "GET", "/", Map.of(), "", LONG));
    }
}
