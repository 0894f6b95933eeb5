package dev.statelab.core.expression;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Whether a container's liveness probe may be why it was started again. Nothing in its status says so, and the event that does
 * is gone after an hour; but a probe that gives up takes a time that its settings say, and a machine that is switched off, or
 * a program that fails at its start, hardly ever takes just that.
 */
final class LivenessKill {

    /** Times in a status are whole seconds, and a kubelet is not always on time. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private LivenessKill() {}

    /** True where the container ran before, as long as its liveness probe takes to give up and the container to end. */
    static boolean mayHaveEnded(Object pod, String container) {
        Optional<Object> probe = PodParts.container(pod, container)
                .flatMap(found -> Tree.field(found, "livenessProbe"));
        Optional<Duration> ran = Tree.list(Tree.field(pod, "status", "containerStatuses"))
                .filter(status -> Tree.is(Tree.field(status, "name"), container)).findFirst()
                .flatMap(status -> Tree.field(status, "lastState", "terminated")).flatMap(LivenessKill::length);
        return probe.isPresent() && ran.isPresent() && ran.get().compareTo(shortest(probe.get())) >= 0
                && ran.get().compareTo(longest(pod, container, probe.get())) <= 0;
    }

    private static Optional<Duration> length(Object terminated) {
        return time(terminated, "startedAt")
                .flatMap(start -> time(terminated, "finishedAt").map(end -> Duration.between(start, end)));
    }

    private static Optional<Instant> time(Object terminated, String field) {
        try {
            return Tree.field(terminated, field).map(time -> Instant.parse(time.toString()));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    /** Its first failure comes after the delay, and its last one after as many periods as lie between them. */
    private static Duration shortest(Object probe) {
        return Duration.ofSeconds(seconds(probe, "initialDelaySeconds", 0)
                + (seconds(probe, "failureThreshold", 3) - 1) * seconds(probe, "periodSeconds", 10)).minusSeconds(1);
    }

    private static Duration longest(Object pod, String container, Object probe) {
        long startUp = PodParts.container(pod, container).flatMap(found -> Tree.field(found, "startupProbe"))
                .map(LivenessKill::failing).orElse(0L);
        long grace = seconds(probe, "terminationGracePeriodSeconds",
                Tree.field(pod, "spec").map(spec -> seconds(spec, "terminationGracePeriodSeconds", 30)).orElse(30L));
        return Duration.ofSeconds(startUp + failing(probe) + grace).plus(SLACK);
    }

    /** At the most; each time may take as long as its timeout. */
    private static long failing(Object probe) {
        return seconds(probe, "initialDelaySeconds", 0) + (seconds(probe, "failureThreshold", 3) + 1)
                * Math.max(seconds(probe, "periodSeconds", 10), seconds(probe, "timeoutSeconds", 1));
    }

    private static long seconds(Object object, String field, long otherwise) {
        return Tree.field(object, field).map(value -> value instanceof Long number ? number : otherwise)
                .orElse(otherwise);
    }
}
