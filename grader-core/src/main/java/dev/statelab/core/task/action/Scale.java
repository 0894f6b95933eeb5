package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scales a workload and waits until exactly that many of its pods are there, all of them Ready, and no other. Then
 * {@code scaling} has {@code before} and {@code after}, the numbers of replicas. At the end of the criterion the workload
 * gets back the number that it had at first, however the criterion ends.
 *
 * @param workload the observation that is a StatefulSet or a Deployment
 * @param replicas once it is filled in, a whole number up to {@link #MOST_REPLICAS}
 * @param within how long the pods may take to come or go
 */
public record Scale(String workload, Template replicas, Duration within) implements Action {

    public static final String SCALING = "scaling";

    /** More than a lab asks for, and few enough for a student's own machine. */
    public static final int MOST_REPLICAS = 20;

    public Scale {
        requireNonNull(workload, "workload");
        requireNonNull(replicas, "replicas");
        requireNonNull(within, "within");
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(SCALING);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.of(replicas);
    }

    @Override
    public Reach reach() {
        return new Reach.AnyPod();
    }

    @Override
    public boolean disturbs() {
        return true;
    }
}
