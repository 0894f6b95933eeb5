package dev.statelab.core;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.RootCause;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.StringAssert;

/** Says what an evaluation must have come to. */
public final class EvaluationAssert extends AbstractAssert<EvaluationAssert, Evaluation> {

    private EvaluationAssert(Evaluation evaluation) {
        super(evaluation, EvaluationAssert.class);
        as("%s", evaluation.criteria().stream().map(EvaluationAssert::describe).toList());
    }

    public static EvaluationAssert assertThat(Evaluation evaluation) {
        return new EvaluationAssert(evaluation);
    }

    public EvaluationAssert scored(int points) {
        Assertions.assertThat(actual.score()).as(descriptionText()).hasValue(points);
        return this;
    }

    public EvaluationAssert isIncomplete() {
        Assertions.assertThat(actual.score()).as(descriptionText()).isEmpty();
        return this;
    }

    /** Exactly these criteria failed. */
    public EvaluationAssert failed(String... ids) {
        Assertions.assertThat(ids(Outcome.Failed.class)).as(descriptionText()).containsExactlyInAnyOrder(ids);
        return this;
    }

    /** The criterion gave some of its points, and says this was found instead of the rest. */
    public EvaluationAssert partial(String id, int points, String... found) {
        CriterionResult result = actual.criteria().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow();
        Assertions.assertThat(result.points()).as(descriptionText()).isEqualTo(points);
        Assertions.assertThat(result.outcome()).as(descriptionText()).isInstanceOfSatisfying(Outcome.Partial.class,
                partial -> Assertions.assertThat(partial.findings().stream().map(Finding::found))
                        .containsExactly(found));
        return this;
    }

    /** Exactly these criteria were blocked, all of them by this one. */
    public EvaluationAssert blocked(String by, String... ids) {
        Assertions.assertThat(actual.criteria().stream()
                .filter(result -> result.outcome() instanceof Outcome.Blocked(String root) && root.equals(by))
                .map(CriterionResult::id)).as(descriptionText()).containsExactlyInAnyOrder(ids);
        return this;
    }

    /** Exactly these criteria could not be judged, for this reason. */
    public EvaluationAssert inconclusive(Cause.Reason reason, String... ids) {
        Assertions.assertThat(ids(Outcome.Inconclusive.class)).as(descriptionText()).containsExactlyInAnyOrder(ids);
        Assertions.assertThat(actual.criteria().stream().map(CriterionResult::outcome)
                .flatMap(outcome -> outcome instanceof Outcome.Inconclusive(Cause cause)
                        ? Stream.of(cause.reason())
                        : Stream.empty()))
                .as(descriptionText()).containsOnly(reason);
        return this;
    }

    /** What a failed criterion says was found. */
    public StringAssert found(String id) {
        return new StringAssert(finding(id).found()).as(descriptionText());
    }

    public StringAssert expected(String id) {
        return new StringAssert(finding(id).expected()).as(descriptionText());
    }

    /** What is said of why a criterion failed; blank where nothing is. */
    public StringAssert rootCause(String id) {
        return new StringAssert(actual.rootCauses(id).stream().map(RootCause::title).collect(Collectors.joining(", ")))
                .as(descriptionText());
    }

    private Finding finding(String id) {
        return actual.criteria().stream().filter(result -> result.id().equals(id)).map(CriterionResult::outcome)
                .map(outcome -> outcome instanceof Outcome.Failed(Finding finding)
                        ? finding
                        : new Finding("", id + " did not fail: " + outcome, ""))
                .findFirst().orElseThrow(() -> new AssertionError("no criterion " + id));
    }

    private List<String> ids(Class<? extends Outcome> outcome) {
        return actual.criteria().stream().filter(result -> outcome.isInstance(result.outcome()))
                .map(CriterionResult::id).toList();
    }

    private static String describe(CriterionResult result) {
        return Objects.toString(Arrays.asList(result.id(), result.outcome()));
    }
}
