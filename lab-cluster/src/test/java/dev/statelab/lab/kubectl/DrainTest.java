package dev.statelab.lab.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl drain}, which evicts pods as far as PodDisruptionBudgets let it. */
class DrainTest {

    private static final String DRAIN = "drain lab --ignore-daemonsets --pod-selector=app=web --timeout=";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void evicts_what_the_budget_lets_go() {
        try (KubectlLab lab = KubectlLab.start(folder)) {
            lab.run("create deployment web --image=registry.k8s.io/pause:3.10 --replicas=2");
            lab.run("rollout status deployment/web");
            lab.run("create poddisruptionbudget web --selector=app=web --min-available=100%");
            lab.run("wait --for=jsonpath={.status.expectedPods}=2 pdb/web");

            Kubectl.Answer refused = lab.kubectl().line(DRAIN + "1s");
            lab.run("delete pdb web");
            String drained = lab.run(DRAIN + "60s");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("Cannot evict pod as it would violate the pod's disruption budget.");
            assertThat(drained.lines().filter(line -> line.matches("pod/web-.* evicted"))).hasSize(2);
            assertThat(lab.run("get node lab")).contains("Ready,SchedulingDisabled");
        }
    }
}
