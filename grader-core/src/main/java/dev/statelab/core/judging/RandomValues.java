package dev.statelab.core.judging;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The values of {@code random.NAME}: one per name and evaluation, the same in all criteria that do not ask for fresh ones. */
final class RandomValues {

    /** 20 of these are more than 100 bits, and need no escape in a URL, a file name or JSON. */
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 20;

    private RandomValues() {}

    /** A new value for each name that the criteria use. */
    static Map<String, Object> of(Stream<Criterion> criteria, RandomGenerator random) {
        NavigableSet<String> names = new TreeSet<>();
        criteria.flatMap(RandomValues::names).forEach(names::addAll);
        Map<String, Object> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, text(random)));
        return values;
    }

    static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }

    private static Stream<Set<String>> names(Criterion criterion) {
        return Stream.concat(criterion.expect().stream().flatMap(RandomValues::names),
                criterion.steps().stream().flatMap(RandomValues::names));
    }

    private static Stream<Set<String>> names(Step step) {
        return Stream.of(
                step.action().filledIn().map(Template::randomNames),
                step.expect().stream().flatMap(RandomValues::names),
                step.capture().values().stream().map(Expression::randomNames)).flatMap(names -> names);
    }

    private static Stream<Set<String>> names(Expectation expectation) {
        return Stream.concat(Stream.of(expectation.that().randomNames()),
                Stream.of(expectation.show(), expectation.expected(), expectation.hint()).map(Template::randomNames));
    }
}
