package dev.statelab.core.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.RootCause;
import dev.statelab.core.result.Timing;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation for programs, {@code statelab.dev/evaluation/v1}. Its JSON Schema is {@code evaluation-v1.schema.json}
 * beside this class. Fields without a value are absent. The text is pure ASCII, so that nothing in it reaches a terminal
 * as anything but a letter.
 */
public final class JsonReport {

    public static final String SCHEMA = "statelab.dev/evaluation/v1";

    private JsonReport() {}

    /** The JSON text, ended by a line feed. */
    public static String render(Evaluation evaluation) {
        return AsciiJson.pretty(json(evaluation)) + "\n";
    }

    /** The same as a tree. */
    public static ObjectNode json(Evaluation evaluation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("schema", SCHEMA)
                .put("id", evaluation.id())
                .put("task", evaluation.task().name())
                .put("taskTitle", evaluation.task().title())
                .put("taskVersion", evaluation.task().version())
                .put("namespace", evaluation.namespace())
                .put("startedAt", evaluation.startedAt().toString())
                .put("status", evaluation.status().name().toLowerCase(Locale.ROOT));
        json.set("cluster", ClusterJson.of(evaluation.cluster()));
        evaluation.score().ifPresent(score -> json.put("score", score));
        json.put("maxScore", evaluation.task().maxScore()).put("passMark", evaluation.task().passMark());
        evaluation.hiddenScore().ifPresent(score -> json.put("hiddenScore", score));
        json.put("hiddenPoints", evaluation.task().hiddenPoints());
        json.put("passed", evaluation.passed());
        evaluation.parameters().forEach(result -> json.withArray("parameters").add(ParameterJson.of(result)));
        evaluation.criteria().forEach(result -> json.withArray("criteria").add(criterion(evaluation, result)));
        json.putArray("rootCauses").addAll(evaluation.rootCauses().stream().map(JsonReport::diagnosed).toList());
        evaluation.noticed().forEach(remark -> json.withArray("noticed").add(remark));
        ContentsJson.put(json, evaluation.contents());
        json.set("timing", timing(evaluation.timing()));
        return json;
    }

    private static ObjectNode diagnosed(Diagnosed diagnosed) {
        RootCause cause = diagnosed.cause();
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("id", cause.id())
                .put("title", cause.title())
                .put("expected", cause.finding().expected())
                .put("found", cause.finding().found())
                .put("try", cause.finding().hint());
        cause.log().forEach(line -> json.withArray("log").add(line));
        cause.consequences().forEach(consequence -> json.withArray("consequences").add(consequence));
        json.putArray("evidence").addAll(cause.evidence().stream().map(JsonReport::evidence).toList());
        diagnosed.criteria().forEach(criterion -> json.withArray("criteria").add(criterion));
        return json;
    }

    private static ObjectNode criterion(Evaluation evaluation, CriterionResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("id", result.id())
                .put("title", result.title())
                .put("points", result.points())
                .put("maxPoints", result.maxPoints())
                .put("credit", result.credit().name().toLowerCase(Locale.ROOT));
        switch (result.outcome()) {
            case Outcome.Passed _ -> json.put("outcome", "passed");
            case Outcome.Failed(Finding finding) -> finding(json.put("outcome", "failed"), finding);
            case Outcome.Partial(List<Finding> findings) -> {
                json.put("outcome", "partial");
                findings.forEach(finding -> finding(json.withArray("findings").addObject(), finding));
            }
            case Outcome.Blocked(String by) -> json.put("outcome", "blocked").put("blockedBy", by);
            case Outcome.Inconclusive(Cause cause) -> json.put("outcome", "inconclusive")
                    .set("cause", JsonNodeFactory.instance.objectNode()
                            .put("reason", cause.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .put("message", cause.message()));
        }
        evaluation.rootCauses(result.id()).forEach(cause -> json.withArray("rootCauses").add(cause.id()));
        json.putArray("evidence").addAll(result.evidence().stream().map(JsonReport::evidence).toList());
        return json.put("millis", result.millis());
    }

    private static void finding(ObjectNode json, Finding finding) {
        json.put("expected", finding.expected()).put("found", finding.found());
        if (!finding.hint().isEmpty()) {
            json.put("hint", finding.hint());
        }
    }

    private static ObjectNode evidence(Evidence evidence) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (evidence) {
            case Evidence.SeenObject object -> {
                json.put("type", "object").put("kind", object.kind()).put("namespace", object.namespace())
                        .put("name", object.name()).put("uid", object.uid())
                        .put("resourceVersion", object.resourceVersion());
                if (!object.shown().isEmpty()) {
                    json.put("shown", object.shown());
                }
            }
            case Evidence.Exchange(Evidence.Request request, int status, String body) -> {
                json.put("type", "exchange").set("request", request(request));
                json.putObject("response").put("status", status).put("body", body);
            }
            case Evidence.NoAnswer(Evidence.Request request, String reason) ->
                json.put("type", "no-answer").put("reason", reason).set("request", request(request));
            case Evidence.Ran(Evidence.Command command, int exitCode, String stdout, String stderr) ->
                json.put("type", "command").put("exitCode", exitCode).put("stdout", stdout).put("stderr", stderr)
                        .set("command", command(command));
            case Evidence.DidNotRun(Evidence.Command command, String reason) ->
                json.put("type", "no-command").put("reason", reason).set("command", command(command));
            case Evidence.SeenFile file -> {
                json.put("type", "file").put("pod", file.pod()).put("container", file.container())
                        .put("path", file.path()).put("found", file.found());
                if (!file.attributes().isEmpty()) {
                    json.put("attributes", file.attributes());
                }
                if (!file.sha256().isEmpty()) {
                    json.put("sha256", file.sha256());
                }
            }
            case Evidence.Happened(String about, String reason, String message) ->
                json.put("type", "event").put("about", about).put("reason", reason).put("message", message);
        }
        return json;
    }

    private static ObjectNode request(Evidence.Request request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (request.target()) {
            case Target.Pod(String name) -> json.put("pod", name);
            case Target.Service(String name) -> json.put("service", name);
        }
        json.put("port", request.port())
                .put("method", request.method()).put("path", request.path());
        return request.body().isEmpty() ? json : json.put("body", request.body());
    }

    private static ObjectNode command(Evidence.Command command) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pod", command.pod())
                .put("container", command.container());
        command.words().forEach(word -> json.withArray("words").add(word));
        return json;
    }

    private static ObjectNode timing(Timing timing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("totalMillis", timing.totalMillis());
        timing.restartMillis().ifPresent(millis -> json.put("restartMillis", millis));
        return json.put("overheadMillis", timing.overheadMillis());
    }
}
