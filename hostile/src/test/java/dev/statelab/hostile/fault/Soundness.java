package dev.statelab.hostile.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What must hold of an evaluation that something has disturbed. */
final class Soundness {

    private static final int INCOMPLETE = 3;

    private final Graded undisturbed;
    private final Ledger ledger;

    Soundness(Graded undisturbed, Ledger ledger) {
        this.undisturbed = undisturbed;
        this.ledger = ledger;
    }

    /**
     * It came to the same, or says that it could not find out and has no score.
     *
     * @param within how long it may take
     */
    void check(Graded graded, List<Sent> sent, Duration within) {
        checkOutcomes(graded);
        assertThat(graded.exitCode()).as(graded.toString())
                .isEqualTo(graded.isComplete() ? undisturbed.exitCode() : INCOMPLETE);
        if (!graded.isComplete()) {
            assertThat(graded.evaluation().isMissingNode() ? graded.err() : graded.evaluation().toString())
                    .as("what could not be found out").containsAnyOf("Expected ", "still on its way", "replaced by",
                            "Interrupted before", "was stopped", "somebody else");
        }
        assertThat(graded.err()).doesNotContain("\tat ", "This is a bug");
        assertThat(graded.took()).as(graded.toString()).isLessThan(within);
        checkPosts(sent);
    }

    private void checkOutcomes(Graded graded) {
        graded.outcomes().forEach((criterion, outcome) -> {
            String right = undisturbed.outcomes().getOrDefault(criterion, "no such criterion");
            if (!outcome.equals(right) && !outcome.equals("inconclusive")) {
                throw ledger.wrongScore(criterion + " was " + right + ", and now " + outcome + ": " + graded);
            }
        });
        if (graded.score().isPresent() && !graded.score().equals(undisturbed.score())) {
            throw ledger.wrongScore("was " + undisturbed.score() + ", and now " + graded);
        }
        if (graded.isComplete() && graded.score().isEmpty()) {
            throw ledger.lostResult("complete without a score: " + graded);
        }
    }

    /** Each value that is stored is a random one, so that a request is a repeated one when it has the same words. */
    private static void checkPosts(List<Sent> sent) {
        Map<String, Long> posts = sent.stream().filter(request -> request.method().equals("POST"))
                .collect(groupingBy(Sent::words, counting()));
        assertThat(posts).allSatisfy((words, times) -> assertThat(times).as(words).isOne());
    }
}
