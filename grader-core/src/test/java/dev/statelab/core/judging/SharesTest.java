package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property holds for every criterion of up to 12 points and up to 5 objects with any points. */
class SharesTest {

    private static final Finding FINDING = new Finding("this", "that", "");

    private static Judged of(int earned, int points) {
        if (earned == points) {
            return new Judged(new Outcome.Passed(), earned);
        }
        return earned == 0
                ? new Judged(new Outcome.Failed(FINDING), 0)
                : new Judged(new Outcome.Partial(List.of(FINDING)), earned);
    }

    private static Judged together(int points, List<Integer> earned) {
        Shares shares = new Shares(points);
        earned.forEach(each -> shares.add("kv", of(each, points)));
        return shares.judged();
    }

    static IntStream points() {
        return IntStream.rangeClosed(1, 12);
    }

    /** Each way to give up to five objects any of a few points. */
    private static Stream<List<Integer>> objects(int points) {
        List<Integer> some = IntStream.of(0, 1, points / 2, points - 1, points).distinct()
                .filter(each -> each <= points).boxed().toList();
        Stream<List<Integer>> all = Stream.of();
        List<List<Integer>> longer = List.of(List.of());
        for (int size = 1; size <= 5; size++) {
            longer = longer.stream().flatMap(list -> some.stream().filter(
                    each -> list.isEmpty() || each >= list.getLast()).map(
                            each -> Stream.concat(list.stream(), Stream.of(each)).toList()))
                    .toList();
            all = Stream.concat(all, longer.stream());
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("points")
    void all_points_are_given_exactly_when_nothing_is_missing(int points) {
        assertThat(objects(points)).allSatisfy(earned -> {
            boolean complete = earned.stream().allMatch(each -> each == points);
            assertThat(together(points, earned).points() == points).isEqualTo(complete);
            assertThat(together(points, earned).outcome() instanceof Outcome.Passed).isEqualTo(complete);
        });
    }

    @ParameterizedTest
    @MethodSource("points")
    void no_point_is_lost_but_the_fraction_of_one(int points) {
        assertThat(objects(points)).allSatisfy(earned -> {
            int sum = earned.stream().mapToInt(each -> each).sum();
            assertThat(sum - together(points, earned).points() * earned.size()).isBetween(0, earned.size() - 1);
        });
    }

    @ParameterizedTest
    @MethodSource("points")
    void nobody_loses_points_by_an_object_that_does_better(int points) {
        assertThat(objects(points)).allSatisfy(earned -> {
            for (int i = 0; i < earned.size(); i++) {
                List<Integer> better = new ArrayList<>(earned);
                better.set(i, points);
                assertThat(together(points, better).points()).isGreaterThanOrEqualTo(together(points, earned).points());
            }
        });
    }

    @Test
    void an_object_that_is_not_there_counts_as_failed() {
        Shares shares = new Shares(10);
        shares.add("kv-0", of(10, 10));
        shares.addMissing(1, FINDING);

        assertThat(shares.judged()).isEqualTo(new Judged(new Outcome.Partial(List.of(FINDING)), 5));
    }

    @Test
    void what_was_found_is_told_with_the_object() {
        Shares shares = new Shares(10);
        shares.add("kv-0", of(10, 10));
        shares.add("kv-1", of(0, 10));

        assertThat(shares.judged().outcome())
                .isEqualTo(new Outcome.Partial(List.of(new Finding("this", "kv-1: that", ""))));
    }

    @Test
    void nothing_but_blocked_objects_is_blocked() {
        Shares shares = new Shares(10);
        shares.add("kv-0", new Judged(new Outcome.Blocked("pods-running"), 0));

        assertThat(shares.judged()).isEqualTo(new Judged(new Outcome.Blocked("pods-running"), 0));
    }
}
