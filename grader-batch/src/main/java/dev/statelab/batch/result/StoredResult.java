package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.result.StudentOutcome.Incomplete;
import dev.statelab.batch.result.StudentOutcome.NotGraded;
import dev.statelab.batch.result.StudentOutcome.NothingHandedIn;
import dev.statelab.batch.roster.Student;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.report.ClusterJson;
import dev.statelab.core.report.ContentsJson;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.result.ClaimContents;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one student, as it is on disk: {@code statelab.dev/student-result/v1}.
 *
 * @param json {@code student} with {@code id} and {@code name}; {@code work}; {@code outcome}: {@code graded},
 *     {@code not-graded} or {@code nothing-handed-in}; {@code trouble} with {@code kind} and {@code message} when it is
 *     not graded; {@code evaluation} when grading began, as in {@link JsonReport}. Texts in it are hostile.
 */
public record StoredResult(JsonNode json) {

    private static final String SCHEMA = "statelab.dev/student-result/v1";

    /** How far a student is. */
    public enum Status {
        GRADED, NOT_GRADED, NOTHING_HANDED_IN,
        /** The batch ended before it was this student's turn. */
        NOT_YET_GRADED;

        /** As it is written in files. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static StoredResult of(Student student, StudentOutcome outcome) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
        json.putObject("student").put("id", student.id()).put("name", student.name());
        json.set("work", ClassPlan.work(student.work()));
        switch (outcome) {
            case Graded(var evaluation) -> json.put("outcome", Status.GRADED.text())
                    .set("evaluation", JsonReport.json(evaluation));
            case Incomplete(var evaluation, Trouble trouble) -> {
                json.put("outcome", Status.NOT_GRADED.text()).set("trouble", trouble(trouble));
                json.set("evaluation", JsonReport.json(evaluation));
            }
            case NotGraded(Trouble trouble) -> json.put("outcome", Status.NOT_GRADED.text())
                    .set("trouble", trouble(trouble));
            case NothingHandedIn() -> json.put("outcome", Status.NOTHING_HANDED_IN.text());
        }
        return new StoredResult(json);
    }

    /** The same evaluation without a score. */
    StoredResult without(Trouble.Kind kind, String message) {
        ObjectNode scoreless = json.deepCopy();
        scoreless.put("outcome", Status.NOT_GRADED.text()).set("trouble", trouble(new Trouble(kind, message)));
        return new StoredResult(scoreless);
    }

    private static ObjectNode trouble(Trouble trouble) {
        return Json.MAPPER.createObjectNode()
                .put("kind", trouble.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("message", trouble.message());
    }

    boolean isOf(Student student) {
        return json.at("/student/id").asText().equals(student.id())
                && json.path("work").equals(ClassPlan.work(student.work()));
    }

    public Status status() {
        String outcome = json.path("outcome").asText();
        return List.of(Status.values()).stream().filter(status -> status.text().equals(outcome)).findFirst()
                .orElse(Status.NOT_YET_GRADED);
    }

    /** Absent unless graded. */
    public Optional<JsonNode> score() {
        return status() == Status.GRADED
                ? Optional.of(json.at("/evaluation/score")).filter(JsonNode::isNumber)
                : Optional.empty();
    }

    /** Whether there is a score, and it reaches the pass mark. */
    public boolean passed() {
        return status() == Status.GRADED && json.at("/evaluation/passed").asBoolean();
    }

    /** What came of each criterion; none when grading did not begin. */
    public List<StoredCriterion> criteria() {
        return json.at("/evaluation/criteria").valueStream().map(StoredCriterion::new).toList();
    }

    /** What tells the cluster where it was graded from others. */
    public ClusterIdentity cluster() {
        return ClusterJson.read(json.path("evaluation"));
    }

    /** What else a person should know who judges. */
    public List<String> noticed() {
        return json.at("/evaluation/noticed").valueStream().map(JsonNode::asText).toList();
    }

    /** What was on claims before it was graded; none where it could not be read, and in results of before it was. */
    public List<ClaimContents> contents() {
        return ContentsJson.read(json.path("evaluation"));
    }

    /** Why criteria failed, each cause once; none where nobody could tell. */
    public List<StoredRootCause> rootCauses() {
        return json.at("/evaluation/rootCauses").valueStream().map(StoredRootCause::new).toList();
    }

    /** Why one criterion failed. */
    public List<StoredRootCause> rootCauses(String criterion) {
        return rootCauses().stream().filter(cause -> cause.criteria().contains(criterion)).toList();
    }

    /** Why it is not graded; empty otherwise. */
    public String troubleKind() {
        return json.at("/trouble/kind").asText("");
    }

    /** Why it is not graded; empty otherwise. */
    public String troubleMessage() {
        return json.at("/trouble/message").asText("");
    }
}
