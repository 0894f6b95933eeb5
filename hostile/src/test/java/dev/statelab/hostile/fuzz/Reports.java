package dev.statelab.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.report.JUnitReport;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.report.TextOptions;
import dev.statelab.core.report.TextReport;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.RootCause;
import dev.statelab.core.result.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One evaluation with texts in every place that takes one, and what must be true of its reports. */
final class Reports {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    static void check(Texts texts) {
        Evaluation evaluation = evaluation(texts);
        for (TextOptions options : List.of(new TextOptions(80, false, true), new TextOptions(40, false, false),
                new TextOptions(20, false, true))) {
            Inert.assertTerminal(TextReport.render(evaluation, options));
        }
        String json = JsonReport.render(evaluation);
        Inert.assertTerminal(json);
        assertThat(json.chars().max().orElse(0)).isLessThan(0x7f);
        try {
            assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(JSON.writeValueAsString(
                    JsonReport.json(evaluation))));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
        String xml = JUnitReport.render(evaluation);
        assertThat(Inert.xml(xml).getElementsByTagName("testcase").getLength()).isEqualTo(5);
        Inert.assertTerminal(xml);
        Inert.assertSameTags(xml, JUnitReport.render(evaluation(texts.harmless())));
    }

    /** What its report in JSON is, too: each kind of outcome, evidence and parameter once. */
    static Evaluation evaluation(Texts texts) {
        Evidence.Request request = new Evidence.Request(new Target.Pod(texts.at(1)), 80, texts.at(2), texts.at(3),
                texts.at(4));
        Evidence.Command command = new Evidence.Command(texts.at(5), texts.at(6), List.of(texts.at(7)));
        List<Evidence> evidence = List.of(
                new Evidence.SeenObject(texts.at(8), texts.at(9), texts.at(10), texts.at(11), texts.at(12),
                        texts.at(13)),
                new Evidence.Exchange(request, 200, texts.at(14)), new Evidence.NoAnswer(request, texts.at(15)),
                new Evidence.Ran(command, 1, texts.at(16), texts.at(17)),
                new Evidence.DidNotRun(command, texts.at(18)),
                new Evidence.SeenFile(texts.at(19), texts.at(20), texts.at(21), texts.at(22), texts.at(23),
                        texts.at(24)),
                new Evidence.Happened(texts.at(25), texts.at(26), texts.at(27)));
        List<CriterionResult> criteria = List.of(
                criterion("a", texts.at(28), 20, new Outcome.Passed(), evidence),
                criterion("b", texts.at(29), 0, new Outcome.Failed(finding(texts, 30)), evidence),
                criterion("c", texts.at(33), 10, new Outcome.Partial(List.of(finding(texts, 34), finding(texts, 37))),
                        List.of()),
                criterion("d", texts.at(40), 0, new Outcome.Blocked("b"), List.of()),
                criterion("e", texts.at(41), 0,
                        new Outcome.Inconclusive(new Cause(Cause.Reason.SERVER_ERROR, texts.at(42))), List.of()));
        RootCause cause = new RootCause(texts.at(51), texts.at(52), finding(texts, 53), List.of(texts.at(56)), evidence,
                List.of(texts.at(57)));
        return new Evaluation(texts.at(58), new GradedTask("task", texts.at(59), "1", 100, 50, 0), texts.at(60),
                Instant.EPOCH, new ClusterIdentity(texts.at(61), texts.at(62), texts.at(63), texts.at(64)),
                parameters(texts),
                criteria, List.of(new Diagnosed(cause, List.of("b"))), List.of(texts.at(65)),
                List.of(new ClaimContents(texts.at(66), texts.at(67), List.of("a".repeat(64)))),
                new Timing(Duration.ofSeconds(1), List.of(Duration.ofMillis(1))));
    }

    static List<ParameterResult> parameters(Texts texts) {
        return List.of(
                new ParameterResult("p", texts.at(43), false, new ParameterResult.Found(texts.at(44), texts.at(45))),
                new ParameterResult("q", texts.at(46), false, new ParameterResult.Ambiguous(List.of(texts.at(47),
                        texts.at(48)))),
                new ParameterResult("r", texts.at(49), false, new ParameterResult.Absent(texts.at(50))));
    }

    private static CriterionResult criterion(String id, String title, int points, Outcome outcome,
            List<Evidence> evidence) {
        return new CriterionResult(id, title, points, 20, Credit.REGULAR, outcome, evidence, 1);
    }

    static Finding finding(Texts texts, int place) {
        return new Finding(texts.at(place), texts.at(place + 1), texts.at(place + 2));
    }
}
