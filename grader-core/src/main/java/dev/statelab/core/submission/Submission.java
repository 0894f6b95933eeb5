package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.result.Evaluation;
import java.time.Instant;

/**
 * What a student hands in, {@code statelab.dev/submission/v1}.
 *
 * @param number of this student's submissions of this task, from 1
 * @param student as the student says
 * @param course its name; empty when there was no {@code course.yaml}
 * @param grader version and commit
 * @param submittedAt by the clock of the student's machine
 * @param objects what was deployed when it was graded
 */
public record Submission(
        int number,
        String student,
        String course,
        String grader,
        Instant submittedAt,
        Evaluation evaluation,
        ClusterState objects) {

    public static final String SCHEMA = "statelab.dev/submission/v1";

    /** Bytes of the largest file that is read or written. */
    public static final int LARGEST = 16 << 20;

    public Submission {
        requireNonNull(student, "student");
        requireNonNull(course, "course");
        requireNonNull(grader, "grader");
        requireNonNull(submittedAt, "submittedAt");
        requireNonNull(evaluation, "evaluation");
        requireNonNull(objects, "objects");
        if (evaluation.score().isEmpty()) {
            throw new IllegalArgumentException("an incomplete evaluation is no submission");
        }
    }

    /** The file, sealed. */
    public byte[] sealed(SealingKey key) {
        ObjectNode content = JsonNodeFactory.instance.objectNode()
                .put("schema", SCHEMA)
                .put("number", number)
                .put("student", student)
                .put("course", course)
                .put("grader", grader)
                .put("submittedAt", submittedAt.toString());
        content.set("evaluation", JsonReport.json(evaluation));
        content.set("objects", SealedObjects.of(objects));
        // Numbers as they will be read again.
        ObjectNode asRead = switch (CanonicalJson.read(CanonicalJson.bytes(content))) {
            case CanonicalJson.Reading.Read(ObjectNode read) -> read;
            case CanonicalJson.Reading.Other(String where) -> throw new IllegalStateException(where);
        };
        return CanonicalJson.bytes(asRead.put("seal", Seal.of(Parts.of(asRead), key)));
    }
}
