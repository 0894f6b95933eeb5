package dev.statelab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.PodLog.Absent;
import dev.statelab.core.cluster.PodLog.Unknown;
import dev.statelab.core.cluster.PodLog.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PodLogTest {

    private static final String LOG = "/api/v1/namespaces/task-02/pods/kv-0/log";

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private PodLog log() throws InterruptedException {
        return cluster.podLog("task-02", "kv-0", "app", true, 5);
    }

    @Test
    void readsTheLastLinesOfTheRunBefore() throws Exception {
        api.on(LOG, Recordings.response("pod-log-200"));

        assertThat(log()).isInstanceOfSatisfying(Written.class, written -> assertThat(written.text())
                .hasLineCount(5).endsWith("\"GET / HTTP/1.1\" 404 -\n"));
        assertThat(api.seen()).singleElement().satisfies(seen -> assertThat(seen.uri())
                .isEqualTo(LOG + "?container=app&previous=true&tailLines=5&limitBytes=65536"));
    }

    @Test
    void readsNoMoreThanItAskedFor() throws Exception {
        api.on(LOG, 200, "text/plain", "x".repeat(70_000));

        assertThat(log()).isInstanceOfSatisfying(Written.class,
                written -> assertThat(written.text()).hasSize(65_536));
    }

    @Test
    void aContainerThatHasNotRunHasNone() throws Exception {
        api.on(LOG, Recordings.response("pod-log-no-such-container-400"));

        assertThat(log()).isEqualTo(new Absent());
    }

    @Test
    void aPodThatIsGoneHasNone() throws Exception {
        api.on(LOG, Recordings.response("get-missing-404"));

        assertThat(log()).isEqualTo(new Absent());
    }

    @Test
    void whatSomebodyElseAnswersIsNotKnown() throws Exception {
        api.on(LOG, 404, "text/html", "<h1>nginx</h1>");

        assertThat(log()).isInstanceOf(Unknown.class);
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        api.on(LOG, Recordings.response("forbidden-list-pods-403"));

        assertThat(log()).isInstanceOfSatisfying(Unknown.class, unknown -> {
            assertThat(unknown.cause().reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(unknown.cause().message()).contains("get pods/log in the namespace task-02");
        });
    }
}
