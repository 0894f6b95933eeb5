package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.check.Check;
import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a check that is written in Java.
 *
 * @param parameters a text for each parameter that the check declares
 * @param timeout how long it may take
 */
public record RunCheck(Check check, Map<String, Template> parameters, Duration timeout) implements Action {

    public RunCheck {
        requireNonNull(check, "check");
        requireNonNull(timeout, "timeout");
        parameters = Map.copyOf(parameters);
    }

    @Override
    public Optional<String> brings() {
        return Optional.empty();
    }

    @Override
    public Stream<Template> filledIn() {
        return parameters.values().stream();
    }

    @Override
    public Reach reach() {
        return new Reach.AnyPod();
    }
}
