package dev.statelab.core.task.action;

import dev.statelab.core.expression.Template;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step does. Each kind has a reader in {@code dev.statelab.core.task}, and a class in
 * {@code dev.statelab.core.judging} that carries it out.
 */
public sealed interface Action permits Http, Exec, ReadFile, Resolve, DeletePod, Scale, Patch, Await, RunCheck {

    /** Under this name the step's own expectations and captures find what came of it; empty where nothing comes of it. */
    Optional<String> brings();

    /** What is filled in before it is carried out. */
    Stream<Template> filledIn();

    /** The pods that it talks to or disturbs. */
    Reach reach();

    /** Whether it disturbs these pods. */
    default boolean disturbs() {
        return false;
    }
}
