package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a file in a container, with the container's own tools. What was found is {@code file}: {@code exists}, and for
 * a file that is there {@code type}, {@code size} in bytes, {@code uid}, {@code gid}, {@code mode} such as {@code "644"}
 * and, of a regular file, {@code content} and {@code sha256}.
 *
 * @param container empty for the pod's default container
 * @param path absolute
 * @param optional whether the task does without it: where nobody can look, {@code file} has no {@code exists}
 */
public record ReadFile(Template pod, Template container, Template path, Duration timeout,
        boolean optional) implements Action {

    public static final String FILE = "file";

    public ReadFile {
        requireNonNull(pod, "pod");
        requireNonNull(container, "container");
        requireNonNull(path, "path");
        requireNonNull(timeout, "timeout");
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(FILE);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.of(pod, container, path);
    }

    @Override
    public Reach reach() {
        return new Reach.OnePod(pod);
    }
}
