package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks up a name as the cluster's DNS does, by Services and EndpointSlices. What was found is {@code resolution}:
 * {@code resolves}, {@code addresses}, and {@code pods}, the names of the pods at these addresses.
 *
 * @param from a pod in which the name is looked up, too; empty for none
 */
public record Resolve(Template name, Template from) implements Action {

    public static final String RESOLUTION = "resolution";

    public Resolve {
        requireNonNull(name, "name");
        requireNonNull(from, "from");
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(RESOLUTION);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.of(name, from);
    }

    @Override
    public Reach reach() {
        return from.isEmpty() ? new Reach.NoPod() : new Reach.OnePod(from);
    }
}
