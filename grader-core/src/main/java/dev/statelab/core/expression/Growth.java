package dev.statelab.core.expression;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Counts that are read again and again: which of the numbers in a text grow from each reading to the next. */
final class Growth {

    private Growth() {}

    /**
     * The places at which every reading has a larger whole number than the one before it.
     *
     * @param readings lists of numbers, as {@code numbers(text)} gives them
     * @param limit by how much less each number has to grow
     */
    static List<Long> growing(Object readings, long limit) {
        List<? extends List<?>> lists = lists(readings).toList();
        int places = lists.stream().mapToInt(List::size).min().orElse(0);
        return LongStream.range(0, places)
                .filter(place -> grows(lists.stream().map(list -> list.get((int) place)).toList(), limit)).boxed()
                .toList();
    }

    private static Stream<? extends List<?>> lists(Object readings) {
        return readings instanceof List<?> all
                ? all.stream().map(each -> each instanceof List<?> list ? list : List.of())
                : Stream.empty();
    }

    private static boolean grows(List<?> numbers, long limit) {
        return IntStream.range(1, numbers.size())
                .allMatch(i -> numbers.get(i - 1) instanceof Long before && numbers.get(i) instanceof Long after
                        && after > before && after - before < limit);
    }
}
