package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that came to something else than its case says.
 *
 * @param what the id of a criterion, or an object
 * @param expected such as {@code blocked by pods-running}
 * @param found in the same words
 * @param why what was seen; empty for a criterion that passed. May come from a container: escape it
 */
public record Difference(String what, String expected, String found, String why) {

    public Difference {
        requireNonNull(what, "what");
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
        requireNonNull(why, "why");
    }

    /**
     * What the API server took that it must not take, and the other way round.
     *
     * @param messages why it took an object not, by that object
     */
    public static List<Difference> ofRefusals(List<Target> expected, Map<KubernetesObject, String> messages) {
        Stream<Difference> taken = expected.stream()
                .filter(target -> messages.keySet().stream().noneMatch(target::matches))
                .map(target -> new Difference(target.toString(), "refused", "applied", ""));
        Stream<Difference> refused = messages.entrySet().stream()
                .filter(entry -> expected.stream().noneMatch(target -> target.matches(entry.getKey())))
                .map(entry -> new Difference(entry.getKey().kind().kind() + " " + entry.getKey().name(), "applied",
                        "refused", entry.getValue()));
        return Stream.concat(taken, refused).toList();
    }

    /** The criteria that came to something else, in the order of the rubric. */
    public static List<Difference> ofOutcomes(Map<String, ExpectedOutcome> outcomes, Evaluation evaluation) {
        return evaluation.criteria().stream()
                .flatMap(result -> Optional.ofNullable(outcomes.get(result.id()))
                        .map(expected -> compare(expected, result)).orElseGet(Stream::empty))
                .toList();
    }

    private static Stream<Difference> compare(ExpectedOutcome expected, CriterionResult result) {
        return expected.isMetBy(result)
                ? Stream.empty()
                : Stream.of(new Difference(result.id(), expected.toString(), ExpectedOutcome.describe(result),
                        why(result.outcome())));
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed _,Outcome.Blocked _ -> "";
            case Outcome.Failed(Finding finding) -> why(finding);
            case Outcome.Partial(var findings) -> String.join("; ", findings.stream().map(Difference::why).toList());
            case Outcome.Inconclusive(var cause) -> cause.message();
        };
    }

    private static String why(Finding finding) {
        return "expected " + finding.expected() + ", found " + finding.found();
    }
}
