package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Waits until everything that the step expects holds, or cannot come any more.
 *
 * @param within for how long at the most
 */
public record Await(Duration within) implements Action {

    public Await {
        requireNonNull(within, "within");
    }

    @Override
    public Optional<String> brings() {
        return Optional.empty();
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.empty();
    }

    @Override
    public Reach reach() {
        return new Reach.NoPod();
    }
}
