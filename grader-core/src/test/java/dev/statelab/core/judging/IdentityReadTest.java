package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.DelegatingCluster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdentityReadTest {

    private static final FakeCluster CLUSTER = new FakeCluster(States.solvedTask02());

    /** Never says what it is, until it is interrupted. */
    private record Silent(Cluster cluster, CountDownLatch asked,
            CountDownLatch interrupted) implements DelegatingCluster {

        @Override
        public ClusterIdentity identity() throws InterruptedException {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }

    @Test
    void an_evaluation_says_on_which_cluster_it_was() {
        assertThat(Evaluator.evaluate(Tasks.task("task-02"), CLUSTER, "lab", CLUSTER.options())
                .cluster().uid()).isEqualTo("uid-of-kube-system");
    }

    @Test
    void a_glance_asks_nothing() {
        assertThat(Evaluator.evaluate(Tasks.task("task-02"), CLUSTER, "lab",
                CLUSTER.options().atAGlance()).cluster()).isEqualTo(ClusterIdentity.UNREAD);
    }

    @Test
    void an_interruption_ends_the_wait_for_a_cluster_that_does_not_say_what_it_is() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<ClusterIdentity> found = new CompletableFuture<>();

        Thread thread = Thread.ofVirtual().start(() -> {
            try (IdentityRead identity = new IdentityRead(new Silent(CLUSTER, asked, interrupted), true)) {
                found.complete(identity.read());
            }
        });
        asked.await();
        assertThat(found).isNotDone();
        thread.interrupt();

        assertThat(found.get(30, TimeUnit.SECONDS)).isEqualTo(ClusterIdentity.UNREAD);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        thread.join();
    }
}
