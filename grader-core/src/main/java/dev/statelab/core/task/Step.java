package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.task.action.Action;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a criterion does; then its expectations are judged, and its captured values are kept for later steps.
 *
 * @param capture values for the steps after this one, by name; each may use those before it
 */
public record Step(Action action, List<Expectation> expect, Map<String, Expression> capture) {

    public Step {
        requireNonNull(action, "action");
        expect = List.copyOf(expect);
        capture = Collections.unmodifiableMap(new LinkedHashMap<>(capture));
    }

    /** The NAMEs of {@code random.NAME}, one for each expression or text that uses it. */
    Stream<String> randomNames() {
        return Stream.of(action.filledIn().map(Template::randomNames).flatMap(Set::stream),
                expect.stream().flatMap(Expectation::randomNames),
                capture.values().stream().map(Expression::randomNames).flatMap(Set::stream)).flatMap(names -> names);
    }

    /** The names that its expressions use. */
    public Set<String> references() {
        return Stream.of(action.filledIn().map(Template::references), expect.stream().map(Expectation::references),
                capture.values().stream().map(Expression::references)).flatMap(names -> names).flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
