package dev.statelab.core.judging;

import dev.statelab.core.task.Criterion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
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
        criteria.flatMap(Criterion::randomNames).forEach(names::add);
        Map<String, Object> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, text(random)));
        return values;
    }

    static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}
