package dev.statelab.batch;

import dev.statelab.batch.result.Rubric;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.result.StudentOutcome.NotGraded;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.RootCause;
import dev.statelab.core.result.Timing;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small task, students, and what could become of them. */
public final class Results {

    public static final Rubric RUBRIC = rubric("1", 60, 40);

    private Results() {}

    public static Rubric rubric(String version, int first, int second) {
        return rubric("""
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: small, title: A small task, version: "%s"}
                spec:
                  namespace: small
                  passMark: 50
                  observe:
                    service: {apiVersion: v1, kind: Service, name: web}
                  criteria:
                    - {id: there, title: It is there, points: %d, expect: [{that: exists(service)}]}
                    - id: headless
                      title: It is headless
                      points: %d
                      needs: [there]
                      expect: [{that: service.spec.clusterIP == "None"}]
                """.formatted(version, first, second));
    }

    public static Rubric rubric(String text) {
        return switch (TaskReader.read(text, "task.yaml")) {
            case ReadTask(Task task, var _) -> new Rubric(task, text);
            case Faulty(var mistakes, var _) -> throw new AssertionError(mistakes);
        };
    }

    public static Student student(String id) {
        return new Student(2, id, "Name of " + id, new Submitted(Path.of(id), ""), Map.of());
    }

    public static Roster roster(String... ids) {
        return new Roster(Stream.of(ids).map(Results::student).toList(), List.of(), List.of());
    }

    /** The first criterion passed; the second as said. */
    public static StudentOutcome graded(boolean headless) {
        Outcome second = headless
                ? new Outcome.Passed()
                : new Outcome.Failed(new Finding("a headless Service", "10.0.0.1", "set clusterIP: None"));
        return new Graded(new Evaluation("id", new GradedTask("small", "A small task", "1", 100, 50, 0), "small",
                Instant.EPOCH, ClusterIdentity.UNREAD, List.of(),
                List.of(new CriterionResult("there", "It is there", 60, 60, Credit.REGULAR, new Outcome.Passed(),
                        List.of(), 1),
                        new CriterionResult("headless", "It is headless", headless ? 40 : 0, 40, Credit.REGULAR, second,
                                List.of(), 1)),
                List.of(), List.of(), List.of(), new Timing(Duration.ofSeconds(1), List.of())));
    }

    /** Below the pass mark. */
    public static StudentOutcome failed() {
        return new Graded(new Evaluation("id", new GradedTask("small", "A small task", "1", 100, 50, 0), "small",
                Instant.EPOCH, ClusterIdentity.UNREAD, List.of(),
                List.of(new CriterionResult("there", "It is there", 0, 60, Credit.REGULAR,
                        new Outcome.Failed(new Finding("a Service", "none", "create it")), List.of(), 1),
                        new CriterionResult("headless", "It is headless", 0, 40, Credit.REGULAR,
                                new Outcome.Blocked("there"), List.of(), 1)),
                List.of(), List.of(), List.of(), new Timing(Duration.ofSeconds(1), List.of())));
    }

    /** Below the pass mark, for a reason that is known; there is another behind what only instructors may see. */
    public static StudentOutcome explained() {
        Evaluation unexplained = ((Graded) failed()).evaluation();
        List<CriterionResult> criteria = new ArrayList<>(unexplained.criteria());
        criteria.add(new CriterionResult("secret", "A secret", 0, 5, Credit.HIDDEN,
                new Outcome.Failed(new Finding("a", "b", "c")), List.of(), 1));
        return new Graded(new Evaluation(unexplained.id(), unexplained.task(), unexplained.namespace(),
                unexplained.startedAt(), unexplained.cluster(), List.of(), criteria,
                List.of(cause("name", "The Service is called otherwise", "there", "secret"),
                        cause("hidden", "Nobody may know", "secret")),
                List.of(), List.of(), unexplained.timing()));
    }

    private static Diagnosed cause(String id, String title, String... criteria) {
        return new Diagnosed(new RootCause(id, title, new Finding("web", "wbe", "rename it"), List.of(), List.of(),
                List.of()), List.of(criteria));
    }

    public static StudentOutcome trouble(Trouble.Kind kind) {
        return new NotGraded(new Trouble(kind, "the cluster said " + kind));
    }
}
