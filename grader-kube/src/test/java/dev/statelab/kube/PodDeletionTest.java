package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.PodDeletion.Accepted;
import dev.statelab.core.cluster.PodDeletion.NoSuchPod;
import dev.statelab.core.cluster.PodDeletion.Unknown;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PodDeletionTest {

    private static final String POD = "/api/v1/namespaces/task-02/pods/kv-0";

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void deletesThePodWithTheUidAndTheGrace() throws Exception {
        api.on(POD, 200, "application/json", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}");

        assertThat(delete()).isEqualTo(new Accepted("uid-1"));
        assertThat(api.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo("DELETE");
            JsonNode options = new ObjectMapper().readTree(seen.body());
            assertThat(options.path("gracePeriodSeconds").asInt()).isEqualTo(1);
            assertThat(options.at("/preconditions/uid").asText()).isEqualTo("uid-1");
        });
    }

    @Test
    void findsNoSuchPod() throws Exception {
        api.on(POD, Recordings.response("get-missing-404"));

        assertThat(delete()).isEqualTo(new NoSuchPod());
    }

    @Test
    void leavesThePodThatCameAfterIt() throws Exception {
        api.on(POD, Recordings.response("update-conflict-409"));

        assertThat(delete()).isEqualTo(new NoSuchPod());
    }

    @Test
    void takesNo404ForADeletedPodThatIsNotTheApiServers() throws Exception {
        api.on(POD, 404, "text/html", "<h1>nginx</h1>");

        assertThat(((Unknown) delete()).cause().reason()).isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    void namesThePermissionThatIsMissing() throws Exception {
        api.on(POD, Recordings.response("forbidden-list-pods-403"));

        assertThat(((Unknown) delete()).cause().message()).contains("delete pods in the namespace task-02");
    }

    @Test
    void isUnknownAndNotRepeatedWhenTheConnectionBreaks() throws Exception {
        api.on(POD, HttpExchange::close);

        assertThat(((Unknown) delete()).cause().reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(api.seen()).hasSize(1);
    }

    @Test
    void refusesAForcedDeletion() {
        assertThatThrownBy(() -> cluster.deletePod("task-02", "kv-0", "uid-1", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private PodDeletion delete() throws InterruptedException {
        return cluster.deletePod("task-02", "kv-0", "uid-1", Duration.ofSeconds(1));
    }
}
