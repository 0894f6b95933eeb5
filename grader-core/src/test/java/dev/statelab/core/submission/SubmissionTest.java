package dev.statelab.core.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.Timing;
import dev.statelab.core.submission.SealCheck.Changed;
import dev.statelab.core.submission.SealCheck.Intact;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    private static final Task TASK = Tasks.task("task-02");
    private static final SealingKey KEY = SealingKey.generate();
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ClusterIdentity CLUSTER = new ClusterIdentity("5f0c", "ab12", "cd34", "v1.32.13");
    private static final Outcome PASSED = new Outcome.Passed();
    private static final Outcome FAILED = new Outcome.Failed(new Finding("four", "three", ""));

    private static Evaluation evaluation(Function<Criterion, Outcome> outcome) {
        return new Evaluation("id", new GradedTask(TASK.name(), TASK.title(), TASK.version(), TASK.maxPoints(),
                TASK.passMark(), 0), "lab", NOON, CLUSTER, List.of(), TASK.criteria().stream().map(criterion -> {
                    Outcome its = outcome.apply(criterion);
                    return new CriterionResult(criterion.id(), criterion.title(),
                            its.equals(PASSED) ? criterion.points() : 0, criterion.points(), criterion.credit(), its,
                            List.of(), 1);
                }).toList(), List.of(), List.of(), List.of(), new Timing(Duration.ofSeconds(1), List.of()));
    }

    private static byte[] sealed(Evaluation evaluation, ClusterState objects) {
        return new Submission(1, "Zoë <alice@example.org>", "Cloud", "0.1", NOON, evaluation, objects).sealed(KEY);
    }

    private static byte[] solved() {
        return sealed(evaluation(_ -> PASSED), States.solvedTask02().state());
    }

    private static ObjectNode content(byte[] file) {
        assertThat(SealCheck.of(file)).isInstanceOf(Intact.class);
        return ((Intact) SealCheck.of(file)).content();
    }

    private static ObjectNode opened(byte[] file) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(file);
    }

    private static List<String> changes(ObjectNode changed) {
        return SealCheck.of(CanonicalJson.bytes(changed)) instanceof Changed(List<String> where) ? where : List.of();
    }

    @Test
    void what_is_sealed_can_be_read_again_and_names_its_key() {
        assertThat(SealCheck.of(solved())).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.sealedWith()).isEqualTo(KEY.publicKey());
            assertThat(intact.content().path("student").asText()).isEqualTo("Zoë <alice@example.org>");
            assertThat(intact.content().path("evaluation").path("score").asInt()).isEqualTo(100);
        });
    }

    /** Every bit of 200 bytes anywhere, and of each byte of the seal's last two letters, some of whose bits mean nothing. */
    @Test
    void a_flipped_bit_is_found_wherever_it_is() {
        byte[] file = solved();
        Random random = new Random(20261120);
        Set<Integer> offsets = new HashSet<>();
        while (offsets.size() < 200) {
            offsets.add(random.nextInt(file.length));
        }
        int end = new String(file, US_ASCII).lastIndexOf('"');
        offsets.addAll(List.of(end - 1, end - 2, file.length - 1));

        for (int offset : offsets) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = file.clone();
                flipped[offset] ^= (byte) (1 << bit);

                assertThat(SealCheck.of(flipped)).as("bit %d of byte %d", bit, offset)
                        .isInstanceOfSatisfying(Changed.class, changed -> assertThat(changed.where()).isNotEmpty());
            }
        }
    }

    @Test
    void a_missing_or_added_byte_is_found() {
        byte[] file = solved();

        assertThat(SealCheck.of(Arrays.copyOf(file, file.length - 1))).isInstanceOf(Changed.class);
        assertThat(SealCheck.of((new String(file, US_ASCII) + " ").getBytes(US_ASCII))).isInstanceOf(Changed.class);
        assertThat(SealCheck.of(new byte[0])).isInstanceOf(Changed.class);
        assertThat(SealCheck.of("[]".getBytes(US_ASCII))).isInstanceOf(Changed.class);
    }

    @Test
    void what_was_changed_is_named() throws Exception {
        ObjectNode points = opened(sealed(evaluation(criterion -> criterion.id().equals("replicas") ? FAILED : PASSED),
                States.solvedTask02().state()));
        ((ObjectNode) points.path("evaluation").path("criteria").path(1)).put("points", 10);
        ObjectNode object = opened(solved());
        ((ObjectNode) object.path("objects").path(0)).put("kind", "Deployment");
        ObjectNode removed = opened(solved());
        ((ArrayNode) removed.path("objects")).remove(removed.path("objects").size() - 1);
        ObjectNode another = opened(solved());
        another.put("note", "x");

        assertThat(changes(points)).containsExactly("/evaluation/criteria/1 (replicas)");
        assertThat(changes(object)).singleElement().asString().startsWith("/objects/0 (Deployment ");
        assertThat(changes(removed)).contains("/objects/length");
        assertThat(changes(another)).containsExactly("/note");
    }

    @Test
    void a_seal_of_another_submission_does_not_fit() throws Exception {
        ObjectNode low = opened(sealed(evaluation(_ -> FAILED), States.solvedTask02().state()));
        low.put("seal", opened(solved()).path("seal").asText());

        assertThat(changes(low)).contains("/evaluation/score", "/evaluation/criteria/0 (statefulset-exists)");
    }

    @Test
    void without_a_score_there_is_no_submission() {
        Evaluation incomplete = evaluation(_ -> new Outcome.Inconclusive(new Cause(Cause.Reason.TIMED_OUT, "slow")));

        assertThatThrownBy(() -> sealed(incomplete, States.solvedTask02().state()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secrets_and_bookkeeping_stay_at_home() throws Exception {
        ClusterState state = States.solvedTask02().state();
        ResourceKind secret = new ResourceKind("v1", "Secret");
        Map<ResourceKind, Listing> listings = new HashMap<>(state.listings());
        listings.put(secret, new Listing.Listed(List.of(new KubernetesObject((ObjectNode) new ObjectMapper().readTree(
                """
                        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "managedFields": [{"manager": "kubectl"}],
                         "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "hunter2", "mine": "1"}},
                         "data": {"password": "aHVudGVyMg=="}, "stringData": {"password": "hunter2"}}
                        """)))));

        byte[] file = sealed(evaluation(_ -> PASSED),
                new ClusterState(state.namespace(), state.revision(), state.seenAt(), listings));

        assertThat(new String(file, US_ASCII)).doesNotContain("hunter2").doesNotContain("aHVudGVyMg")
                .doesNotContain("managedFields").contains("\"password\" : \"redacted\"").contains("\"mine\" : \"1\"");
    }

    @Test
    void what_follows_from_the_objects_is_judged_again() {
        Rescore rescore = Rescore.of(content(solved()), TASK);

        assertThat(rescore.contradictions()).isEmpty();
        assertThat(rescore.judgedAgain()).isEqualTo(5);
        assertThat(rescore.notJudgedAgain()).isEqualTo(3);
    }

    @Test
    void an_outcome_that_does_not_follow_from_the_objects_is_found() {
        ClusterState three = States.recorded("healthy-3").state();

        Rescore rescore = Rescore.of(content(sealed(evaluation(_ -> PASSED), three)), TASK);

        assertThat(rescore.contradictions())
                .anyMatch(line -> line.startsWith("statefulset-exists: sealed as passed, but"
                        + " failed by the sealed objects, which say: "));
    }

    @Test
    void what_the_student_named_is_named_again_when_it_is_judged_again() {
        Task task = Tasks.read("""
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: task-02, title: A sample}
                spec:
                  namespace: lab
                  parameters:
                    service: {title: T, object: {apiVersion: v1, kind: Service}, find: [{because: B}]}
                  observe: {}
                  criteria: [{id: a, title: A, points: 100, expect: [{that: service.metadata.name == "first"}]}]
                """);
        States states = States.empty().add(service("first")).add(service("second"));
        Evaluation named = new Evaluation("id",
                new GradedTask(task.name(), task.title(), task.version(), 100, 100, 0), "lab", NOON, CLUSTER,
                List.of(new ParameterResult("service", "T", false, new ParameterResult.Named("first"))),
                List.of(new CriterionResult("a", "A", 100, 100, task.criteria().getFirst().credit(), PASSED, List.of(),
                        1)),
                List.of(), List.of(), List.of(), new Timing(Duration.ofSeconds(1), List.of()));

        Rescore rescore = Rescore.of(content(sealed(named, states.state())), task);

        assertThat(rescore).isEqualTo(new Rescore(1, 0, List.of()));
    }

    private static String service(String name) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"" + name + "\"}}";
    }

    @Test
    void points_that_do_not_add_up_are_found() {
        Evaluation honest = evaluation(_ -> PASSED);
        Evaluation generous = new Evaluation(honest.id(), honest.task(), honest.namespace(), honest.startedAt(),
                honest.cluster(),
                List.of(),
                honest.criteria().stream().map(result -> result.id().equals("replicas")
                        ? new CriterionResult(result.id(), result.title(), result.points(), result.maxPoints(),
                                result.credit(), FAILED,
                                List.of(), 1)
                        : result).toList(),
                List.of(), List.of(), List.of(), honest.timing());
        Evaluation shorter = new Evaluation(honest.id(), honest.task(), honest.namespace(), honest.startedAt(),
                honest.cluster(),
                List.of(),
                honest.criteria().subList(1, honest.criteria().size()), List.of(), List.of(), List.of(),
                honest.timing());

        assertThat(Rescore.of(content(sealed(generous, States.solvedTask02().state())), TASK).contradictions())
                .contains("replicas: failed gives 0 of 10 points, not 10");
        assertThat(Rescore.of(content(sealed(shorter, States.solvedTask02().state())), TASK).contradictions())
                .contains("the task has 8 criteria, not 7");
    }
}
