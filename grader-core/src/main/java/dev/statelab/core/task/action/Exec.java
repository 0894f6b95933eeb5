package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a command in a container, once. What came of it is {@code output}: {@code exitCode}, {@code stdout} and
 * {@code stderr}.
 *
 * @param container empty for the pod's default container
 * @param command the program and its arguments; no shell reads them
 * @param timeout how long the command may take
 * @param required whether the task asks for the command itself: then a container without it fails the criterion, which is
 *        inconclusive otherwise
 */
public record Exec(Template pod, Template container, List<Template> command, Duration timeout, boolean required)
        implements
            Action {

    public static final String OUTPUT = "output";

    public Exec {
        requireNonNull(pod, "pod");
        requireNonNull(container, "container");
        requireNonNull(timeout, "timeout");
        command = List.copyOf(command);
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(OUTPUT);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.concat(Stream.of(pod, container), command.stream());
    }

    @Override
    public Reach reach() {
        return new Reach.OnePod(pod);
    }
}
