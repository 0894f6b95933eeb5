package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class Task02Test {

    private static final Instant START = States.LONG_AGO.plusSeconds(3600);

    private static Evaluation evaluate(FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.task("task-02"), cluster, "lab", cluster.options());
    }

    /** A cluster that replaces a deleted pod within 3.3 s, as recorded. */
    private static FakeCluster running(States states) {
        return new FakeCluster(states).answering(Applications.keyValueStore())
                .afterDeletion(pod -> restart(states, pod, "uid-of-the-new-pod"));
    }

    /** What is seen while a pod is replaced. */
    static List<ClusterState> restart(States states, String pod, String uid) {
        ObjectNode old = states.find("Pod", pod).deepCopy();
        states.change("Pod", pod, now -> metadata(now).put("deletionTimestamp", START.toString()));
        ClusterState terminating = states.state(2, START.plusMillis(20));
        states.remove("Pod", pod);
        ClusterState gone = states.state(3, START.plusMillis(2600));
        states.add(old.toString()).change("Pod", pod, now -> metadata(now).put("uid", uid));
        return List.of(terminating, gone, states.state(4, START.plusMillis(3300)));
    }

    private static ObjectNode metadata(ObjectNode object) {
        return (ObjectNode) object.get("metadata");
    }

    private static ObjectNode spec(ObjectNode object) {
        return (ObjectNode) object.get("spec");
    }

    @Test
    void a_solution_scores_100() {
        // given
        FakeCluster cluster = running(States.solvedTask02());

        // when
        Evaluation evaluation = evaluate(cluster);

        // then
        assertThat(evaluation).scored(100);
    }

    @Test
    void the_restart_is_measured_from_the_deletion_to_ready() {
        FakeCluster cluster = running(States.solvedTask02());

        Evaluation evaluation = evaluate(cluster);

        Assertions.assertThat(evaluation.timing().restartMillis()).hasValue(3300);
    }

    @Test
    void the_pod_is_deleted_by_its_uid_with_one_second_of_grace() {
        States states = States.solvedTask02();
        String uid = states.find("Pod", "key-value-svc-0").path("metadata").path("uid").asText();
        FakeCluster cluster = running(states);

        evaluate(cluster);

        Assertions.assertThat(cluster.deletions())
                .containsExactly("key-value-svc-0 " + uid + " 1");
    }

    @Test
    void an_empty_namespace_names_the_missing_statefulset_and_the_missing_service_once() {
        FakeCluster cluster = new FakeCluster(States.empty());

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(0).failed("statefulset-exists", "headless-service")
                .blocked("statefulset-exists", "replicas", "pvcs-created", "pods-running", "store-data",
                        "retrieve-data", "data-persistence");
        assertThat(evaluation).found("statefulset-exists").isEqualTo("StatefulSet lab/key-value-svc not found");
        assertThat(evaluation).found("headless-service").isEqualTo("Service lab/key-value-headless not found");
    }

    @Test
    void an_empty_namespace_is_not_waited_for() {
        FakeCluster cluster = new FakeCluster(States.empty());
        Instant before = cluster.now();

        evaluate(cluster);

        Assertions.assertThat(Duration.between(before, cluster.now())).isZero();
    }

    @Test
    void an_empty_dir_fails_the_claims_and_blocks_the_persistence() {
        // given
        States states = States.solvedTask02().remove("PersistentVolumeClaim")
                .changeAll("StatefulSet", set -> {
                    spec(set).remove("volumeClaimTemplates");
                    spec(set).withObject("/template/spec").withArray("volumes").addObject().put("name", "data")
                            .putObject("emptyDir");
                })
                .changeAll("Pod", pod -> spec(pod).withArray("volumes").forEach(volume -> {
                    if (((ObjectNode) volume).remove("persistentVolumeClaim") != null) {
                        ((ObjectNode) volume).putObject("emptyDir");
                    }
                }));
        FakeCluster cluster = running(states);

        // when
        Evaluation evaluation = evaluate(cluster);

        // then
        assertThat(evaluation).scored(65).failed("pvcs-created").blocked("pvcs-created", "data-persistence");
        assertThat(evaluation).found("pvcs-created").isEqualTo("no volumeClaimTemplates");
        assertThat(evaluation).rootCause("pvcs-created")
                .isEqualTo("The volume data is an emptyDir, which dies with its pod");
    }

    @Test
    void an_image_that_is_not_there_is_the_one_root_cause() {
        // given
        States states = States.solvedTask02();
        for (int ordinal = 1; ordinal < 4; ordinal++) {
            states.remove("Pod", "key-value-svc-" + ordinal);
        }
        ObjectNode status = (ObjectNode) States.recorded("err-image-never-pull").find("Pod", "kv-0").get("status");
        states.change("Pod", "key-value-svc-0", pod -> pod.set("status", status));
        states.changeAll("EndpointSlice", slice -> slice.withArray("endpoints").forEach(
                endpoint -> ((ObjectNode) endpoint.get("conditions")).put("ready", false)));
        FakeCluster cluster = running(states);

        // when
        Evaluation evaluation = evaluate(cluster);

        // then
        assertThat(evaluation).scored(25).failed("pods-running").blocked("pods-running", "pvcs-created",
                "headless-service", "store-data", "retrieve-data", "data-persistence");
        assertThat(evaluation).found("pods-running").isEqualTo("0 of 4 pods Running and Ready");
        assertThat(evaluation).rootCause("pods-running").isEqualTo("Image kvstore:latest is not on the node");
    }

    @Test
    void a_service_that_does_not_govern_the_statefulset_fails() {
        States states = States.solvedTask02()
                .changeAll("StatefulSet", set -> spec(set).put("serviceName", "something-else"));
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(90).failed("headless-service");
        assertThat(evaluation).found("headless-service").isEqualTo("something-else");
    }

    @Test
    void endpoints_without_names_fail() {
        States states = States.solvedTask02().changeAll("EndpointSlice",
                slice -> slice.withArray("endpoints").forEach(endpoint -> ((ObjectNode) endpoint).remove("hostname")));
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(90).failed("headless-service");
        assertThat(evaluation).expected("headless-service")
                .isEqualTo("a ready endpoint with its own name for each of the 4 pods");
    }

    @Test
    void a_selector_that_selects_another_pod_too_fails() {
        States states = States.solvedTask02();
        String stranger = states.find("Pod", "key-value-svc-0").toString().replace("key-value-svc-0", "stranger")
                .replace("\"ownerReferences\"", "\"none\"");
        FakeCluster cluster = running(states.add(stranger));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).failed("headless-service").found("headless-service").isEqualTo("stranger");
    }

    @Test
    void three_replicas_cost_what_asks_for_four_and_are_named_once() {
        States states = States.solvedTask02().remove("Pod", "key-value-svc-3")
                .remove("PersistentVolumeClaim", "data-key-value-svc-3")
                .changeAll("StatefulSet", set -> {
                    spec(set).put("replicas", 3);
                    ((ObjectNode) set.get("status")).put("replicas", 3).put("readyReplicas", 3);
                });
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(65).failed("replicas").blocked("replicas", "pods-running", "pvcs-created")
                .found("replicas").isEqualTo("3");
    }

    @Test
    void endpoints_that_follow_their_pods_a_moment_later_cost_nothing() {
        States states = States.solvedTask02().remove("Pod", "key-value-svc-3")
                .remove("PersistentVolumeClaim", "data-key-value-svc-3")
                .changeAll("StatefulSet", set -> {
                    spec(set).put("replicas", 3);
                    ((ObjectNode) set.get("status")).put("replicas", 3).put("readyReplicas", 3);
                });
        ClusterState complete = states.state(2, START.plusMillis(300));
        states.remove("EndpointSlice");
        // Nothing answers, so that no pod is deleted meanwhile.
        FakeCluster cluster = new FakeCluster(states).changedJustNow().then(complete);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).failed("replicas", "store-data").blocked("replicas", "pods-running", "pvcs-created");
    }

    @Test
    void a_pod_of_another_owner_does_not_count() {
        States states = States.solvedTask02().change("Pod", "key-value-svc-3",
                pod -> metadata(pod).remove("ownerReferences"));
        FakeCluster cluster = running(states);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).failed("pods-running").rootCause("pods-running")
                .isEqualTo("Pod key-value-svc-3 is not the StatefulSet's own");
    }

    @Test
    void an_application_that_forgets_at_a_restart_fails_the_persistence() {
        // given
        States states = States.solvedTask02();
        var store = Applications.keyValueStore();
        FakeCluster cluster = running(states);
        cluster.answering(request -> cluster.deletions().isEmpty() || request.method().equals("POST")
                ? store.apply(request)
                : Applications.answer(404, "{\"error\":\"no such key\"}"));

        // when
        Evaluation evaluation = evaluate(cluster);

        // then
        assertThat(evaluation).scored(80).failed("data-persistence").found("data-persistence")
                .contains("was answered with status 404").endsWith("{\"error\":\"no such key\"}");
    }

    @Test
    void a_claim_that_was_replaced_fails_the_persistence() {
        States states = States.solvedTask02();
        FakeCluster cluster = new FakeCluster(states).answering(Applications.keyValueStore()).afterDeletion(pod -> {
            states.change("PersistentVolumeClaim", "data-" + pod, claim -> metadata(claim).put("uid", "another"));
            return restart(states, pod, "uid-of-the-new-pod");
        });

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(80).failed("data-persistence").found("data-persistence")
                .isEqualTo("data-key-value-svc-0 (another)");
    }

    @Test
    void an_application_that_answers_with_a_constant_stores_nothing() {
        FakeCluster cluster = running(States.solvedTask02()).answering(_ -> Applications.answer(200, "ok"));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).scored(70).failed("retrieve-data").blocked("retrieve-data", "data-persistence");
    }

    @Test
    void a_closed_port_fails_with_the_reason() {
        FakeCluster cluster = running(States.solvedTask02())
                .answering(_ -> new PodAnswer.NoAnswer("connection refused on port 5000"));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).failed("store-data").found("store-data").isEqualTo("connection refused on port 5000");
    }

    @Test
    void an_api_server_that_breaks_down_costs_nothing() {
        Cause cause = new Cause(Cause.Reason.SERVER_ERROR, "the API server answered 500");
        FakeCluster cluster = running(States.solvedTask02()).answering(_ -> new PodAnswer.Unknown(cause));

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).isIncomplete().failed().inconclusive(Cause.Reason.SERVER_ERROR, "store-data",
                "retrieve-data", "data-persistence");
    }

    @Test
    void claims_that_cannot_be_read_cost_nothing() {
        Cause cause = new Cause(Cause.Reason.FORBIDDEN, "may not list persistentvolumeclaims");
        FakeCluster cluster = running(States.solvedTask02())
                .unreadable(new ResourceKind("v1", "PersistentVolumeClaim"), cause);

        Evaluation evaluation = evaluate(cluster);

        assertThat(evaluation).isIncomplete().failed().inconclusive(Cause.Reason.FORBIDDEN, "pvcs-created",
                "data-persistence");
    }

    @Test
    void a_request_is_never_repeated() {
        FakeCluster cluster = running(States.solvedTask02()).answering(_ -> Applications.answer(500, ""));

        evaluate(cluster);

        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void the_value_that_is_read_is_the_random_one_that_was_written() {
        FakeCluster cluster = running(States.solvedTask02());

        evaluate(cluster);

        Map<String, List<String>> bodies = cluster.requests().stream().filter(request -> !request.body().isEmpty())
                .collect(Collectors.groupingBy(request -> request.path(),
                        Collectors.mapping(request -> request.body(),
                                Collectors.toList())));
        Assertions.assertThat(bodies).hasSize(2).allSatisfy((path, values) -> {
            Assertions.assertThat(path).matches("/obj/[a-z0-9]{20}");
            Assertions.assertThat(values).singleElement().asString().matches("[a-z0-9]{20}");
        });
    }
}
