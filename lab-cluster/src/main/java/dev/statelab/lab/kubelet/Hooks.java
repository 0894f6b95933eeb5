package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;

/**
 * Runs what a container wants done when it has started ({@code postStart}) or is about to end ({@code preStop}).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/">Container Lifecycle Hooks</a>
 */
final class Hooks {

    /** A {@code postStart} hook may take any time. */
    static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Prober prober;
    private final LabClock clock;

    Hooks(Prober prober, LabClock clock) {
        this.prober = prober;
        this.clock = clock;
    }

    /**
     * @param handler {@code exec}, {@code httpGet}, {@code tcpSocket} or {@code sleep}
     * @param limit in cluster time
     * @return whether it succeeded
     */
    boolean run(
            JsonNode handler,
            ContainerDefinition container,
            RunningContainer process,
            PodNetwork network,
            Duration limit) throws InterruptedException {
        if (handler.has("sleep")) {
            var wanted = Duration.ofSeconds(handler.path("sleep").path("seconds").asLong());
            clock.sleep(wanted.compareTo(limit) < 0 ? wanted : limit);
            return true;
        }
        var answer = prober.ask(ProbeDefinition.action(handler, container), process, network, limit);
        return answer instanceof Prober.Answer.Healthy;
    }
}
