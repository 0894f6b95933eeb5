package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.result.Credit;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Repeat;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            a b             | ''
            a! b c          | a after bc
            a! b c! d       | a after bd, c after bda
            a! b:a          | a after nobody
            a! b:a c        | a after c
            a! b! c:a       | a after nobody, b after ac
            a! b! c:b       | a after nobody, b after a
            a!:b b! c:a     | a after b, b after nobody
            a!:c b c        | a after bc
            """)
    void a_disruptive_criterion_comes_after_all_that_do_not_wait_for_it(String criteria, String expected) {
        List<Criterion> all = Stream.of(criteria.split(" ")).map(PrecedenceTest::criterion).toList();

        Precedence precedence = new Precedence(all);

        assertThat(all.stream().filter(Criterion::disruptive).map(each -> each.id() + " after "
                + (precedence.before(each).isEmpty()
                        ? "nobody"
                        : precedence.before(each).stream()
                                .map(Criterion::id).collect(Collectors.joining())))
                .collect(Collectors.joining(", "))).isEqualTo(expected);
        assertThat(all).filteredOn(each -> !each.disruptive())
                .allSatisfy(each -> assertThat(precedence.before(each)).isEmpty());
    }

    /** @param written a letter, {@code !} if it is disruptive, and {@code :x} if it needs x */
    private static Criterion criterion(String written) {
        List<String> needs = written.contains(":") ? List.of(written.substring(written.indexOf(':') + 1)) : List.of();
        return new Criterion(written.substring(0, 1), "", "", 1, Credit.REGULAR, needs, Duration.ZERO, Duration.ZERO,
                written.contains("!"), new Repeat.Once(), List.of(), List.of());
    }
}
