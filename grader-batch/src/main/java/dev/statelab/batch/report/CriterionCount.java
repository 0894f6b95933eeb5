package dev.statelab.batch.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Outcome;
import dev.statelab.batch.result.StoredResult;
import dev.statelab.batch.result.StoredRootCause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a class did at one criterion.
 *
 * @param failed also in part
 * @param findings why it failed, the commonest first: the root cause, or what was expected and found where there is none
 */
record CriterionCount(String id, String title, long passed, long failed, long blocked, List<CommonFinding> findings) {

    private static final int MOST_FINDINGS = 3;

    /** What was found of so many students. */
    record CommonFinding(String text, long students) {}

    CriterionCount {
        findings = List.copyOf(findings);
    }

    /** One for each criterion; what failed most comes first. */
    static List<CriterionCount> of(ClassResults results) {
        return results.criteria().stream().map(criterion -> of(results, criterion))
                .sorted(Comparator.comparingLong(CriterionCount::failed).reversed()).toList();
    }

    private static CriterionCount of(ClassResults results, JsonNode criterion) {
        List<StoredCriterion> judged = results.entries().stream().flatMap(entry -> entry.result().criteria().stream())
                .filter(each -> each.id().equals(criterion.path("id").asText())).toList();
        Map<String, Long> findings = results.entries().stream()
                .flatMap(entry -> reasons(entry.result(), criterion.path("id").asText()))
                .collect(groupingBy(reason -> reason, counting()));
        return new CriterionCount(criterion.path("id").asText(), criterion.path("title").asText(),
                count(judged, Outcome.PASSED), count(judged, Outcome.FAILED) + count(judged, Outcome.PARTIAL),
                count(judged, Outcome.BLOCKED),
                findings.entrySet().stream()
                        .map(finding -> new CommonFinding(finding.getKey(), finding.getValue()))
                        .sorted(Comparator.comparingLong(CommonFinding::students).reversed()
                                .thenComparing(CommonFinding::text))
                        .limit(MOST_FINDINGS).toList());
    }

    /** The root causes of a student's failure at a criterion; what was expected and found, where nobody could tell one. */
    private static Stream<String> reasons(StoredResult result, String criterion) {
        List<String> causes = result.rootCauses(criterion).stream().map(StoredRootCause::title).toList();
        return causes.isEmpty()
                ? result.criteria().stream().filter(each -> each.id().equals(criterion))
                        .flatMap(each -> each.findings().stream())
                        .map(finding -> "expected " + finding.expected() + ", found " + finding.found())
                : causes.stream();
    }

    private static long count(List<StoredCriterion> judged, Outcome outcome) {
        return judged.stream().filter(each -> each.outcome() == outcome).count();
    }
}
