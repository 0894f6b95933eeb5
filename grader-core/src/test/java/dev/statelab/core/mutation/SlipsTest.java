package dev.statelab.core.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.mutation.Slips.Slip;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlipsTest {

    private static List<String> sources(String expression) {
        return Slips.in(expression).stream().map(Slip::source).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a >= b            ~ a > b; a == b
            a < b             ~ a <= b
            a && b            ~ a || b
            a || b            ~ a && b
            a != b            ~ a == b
            l.all(x, x.y)     ~ l.exists(x, x.y)
            l.exists(x, x.y)  ~ l.all(x, x.y)
            !a                ~ a
            """)
    void an_operator_is_taken_for_the_one_next_to_it(String right, String wrong) {
        assertThat(sources(right)).containsExactly(wrong.split("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p.size() == n  | p.size() >= n; p.size() <= n
            a == b         | a != b
            """)
    void only_numbers_are_taken_for_larger_or_smaller_ones(String right, String wrong) {
        assertThat(sources(right)).containsExactly(wrong.split("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            l.size() == 0                | l.size() >= 0; l.size() == -1; l.size() == 1
            response.status == 200       | response.status >= 200; response.status == 199; response.status == 201
            l.size() == 2                | l.size() >= 2; l.size() <= 2; l.size() == 1; l.size() == 3
            response.status == 201       | response.status >= 201; response.status <= 201; response.status == 200; response.status == 202
            """)
    void nothing_is_taken_for_smaller_than_it_can_be(String right, String wrong) {
        assertThat(sources(right)).containsExactly(wrong.split("; "));
    }

    @Test
    void nothing_is_made_of_two_times_that_may_be_equal_by_chance() {
        assertThat(sources("timestamp(a) <= timestamp(b)")).containsExactly("timestamp(a) == timestamp(b)");
        assertThat(sources("timestamp(a) < timestamp(b)")).isEmpty();
        assertThat(sources("timestamp(a) != timestamp(b)")).containsExactly("timestamp(a) == timestamp(b)");
    }

    @Test
    void a_number_is_one_off() {
        assertThat(sources("n in [4]")).containsExactly("n in [3]", "n in [5]");
        assertThat(sources("r == 99999999999999999999")).contains("r == 100000000000000000000");
    }

    @Test
    void a_number_in_a_name_is_none() {
        assertThat(sources("pod0.ip4")).isEmpty();
    }

    @Test
    void nothing_is_changed_inside_a_text() {
        assertThat(sources("a in \"x == 1 && \\\"!\"")).isEmpty();
        assertThat(sources("a in 'x >= 1 || !b'")).isEmpty();
    }

    @Test
    void a_slip_says_what_is_different_and_where() {
        assertThat(Slips.in("statefulset.spec.replicas == 4")).extracting(Slip::change).containsExactly(
                "== -> >= in 'statefulset.spec.replicas == 4'", "== -> <= in 'statefulset.spec.replicas == 4'",
                "4 -> 3 in 'statefulset.spec.replicas == 4'", "4 -> 5 in 'statefulset.spec.replicas == 4'");
        assertThat(Slips.in("a".repeat(40) + " && " + "b".repeat(40)).getFirst().change())
                .isEqualTo("&& -> || in '..." + "a".repeat(29) + " && " + "b".repeat(19) + "...'");
    }
}
