package dev.statelab.core.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.Unseen;
import dev.statelab.core.offline.Prediction.Blocked;
import dev.statelab.core.offline.Prediction.Fails;
import dev.statelab.core.offline.Prediction.Open;
import dev.statelab.core.offline.Prediction.Unread;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecasterTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv, namespace: lab, uid: set-uid}
            spec:
              replicas: 2
              serviceName: kv-headless
              template:
                spec:
                  containers:
                    - name: app
                      volumeMounts: [{name: data, mountPath: /data}, {name: tmp, mountPath: /tmp}]
            """;

    private static final ObjectName KV = new ObjectName(ResourceKind.STATEFUL_SET, "lab", "kv");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            statefulset.spec.replicas == 2                                     ; Holds
            exists(statefulset)                                                ; Holds
            statefulset.spec.replicas == 3                                     ; Fails
            statefulset.spec.replicas == 3 && statefulset.status.replicas == 3 ; Fails
            statefulset.spec.replicas == 2 && statefulset.status.replicas == 2 ; Open
            statefulset.spec.replicas == 2 || statefulset.status.replicas == 2 ; Holds
            statefulset.spec.nosuch == 1                                       ; Fails
            statefulset.spec.nosuch == 1 || has(statefulset.status)            ; Open
            pods.size() == 2                                                   ; Open
            pods.size() == 3                                                   ; Fails
            pods.size() <= 2                                                   ; Holds
            pods.all(p, p.spec.containers.exists(c, c.name == "app"))          ; Holds
            pods.all(p, has(p.spec.nosuch))                                    ; Open
            pods.size() > 0 && pods.all(p, has(p.spec.nosuch))                 ; Fails
            pods.all(p, isReady(p))                                            ; Open
            pods.all(p, ownedBy(p, statefulset))                               ; Holds
            labelled.size() == 0                                               ; Open
            exists(service)                                                    ; Fails
            endpoints.size() == 1                                              ; Fails
            """)
    void only_what_the_cluster_cannot_change_is_decided(String that, String prediction) {
        assertThat(predict("- {id: a, title: A, points: 100, expect: [{that: '" + that + "'}]}")).singleElement()
                .satisfies(only -> assertThat(only.getClass().getSimpleName()).isEqualTo(prediction));
    }

    @Test
    void the_field_that_decides_is_named() {
        assertThat(fields("statefulset.spec.serviceName == 'other' && statefulset.spec.replicas == 2"))
                .containsExactly("spec.serviceName");
        assertThat(fields("statefulset.spec.?nosuch.orValue('') == statefulset.metadata.name"))
                .containsExactly("spec.nosuch", "metadata.name");
    }

    @Test
    void the_element_that_does_not_fit_is_named_or_the_list_where_none_fits() {
        String mounts = "spec.template.spec.containers[0].volumeMounts";

        assertThat(fields("statefulset.spec.template.spec.containers[0].volumeMounts.all(m, m.name == 'data')"))
                .containsExactly(mounts + "[1].name");
        assertThat(fields("statefulset.spec.template.spec.containers[0].volumeMounts.exists(m, m.name == 'x')"))
                .containsExactly(mounts);
    }

    @Test
    void where_an_object_is_not_there_one_under_another_name_may_have_been_meant() {
        Foreseen foreseen = foreseen(List.of(set(SET.replace("name: kv,", "name: vk,"))), Set.of(), List.of());

        assertThat(predict(EXISTS, foreseen)).singleElement().isInstanceOfSatisfying(Fails.class,
                fails -> assertThat(fails.fields()).extracting(ObjectField::toString)
                        .containsExactly("metadata.name of StatefulSet vk"));
    }

    @Test
    void nothing_is_missing_for_sure_while_a_file_cannot_be_read() {
        assertThat(predict(EXISTS, foreseen(List.of(), Set.of(), List.of("a.yaml")))).containsExactly(
                new Unread(List.of("a.yaml")));
    }

    @Test
    void what_needs_something_in_an_unread_file_may_be_in_it_too() {
        Foreseen foreseen = foreseen(List.of(), Set.of(), List.of("a.yaml"));

        assertThat(predict("""
                - {id: a, title: A, points: 50, expect: [{that: exists(statefulset)}]}
                - {id: b, title: B, points: 50, needs: [a], steps: [{http: {pod: kv-0, port: 80, path: /}}]}
                """, foreseen)).containsExactly(new Unread(List.of("a.yaml")), new Unread(List.of("a.yaml")));
    }

    @Test
    void what_the_api_server_refuses_does_not_hold_as_it_is() {
        Open open = new Open(List.of("StatefulSet kv in a form that the API server takes"));

        assertThat(predict(EXISTS, foreseen(List.of(), Set.of(KV), List.of()))).containsExactly(open);
        assertThat(predict(EXISTS, foreseen(List.of(set(SET)), Set.of(KV), List.of()))).containsExactly(open);
    }

    @Test
    void a_criterion_that_fails_blocks_what_needs_it() {
        assertThat(predict("""
                - {id: a, title: A, points: 25, expect: [{that: statefulset.spec.replicas == 3}]}
                - {id: b, title: B, points: 25, needs: [a], expect: [{that: exists(statefulset)}]}
                - {id: c, title: C, points: 25, needs: [b], expect: [{that: exists(statefulset)}]}
                - {id: d, title: D, points: 25, expect: [{that: pods.size() == 3, needs: [a]}]}
                """)).satisfiesExactly(a -> assertThat(a).isInstanceOf(Fails.class),
                b -> assertThat(b).isEqualTo(new Blocked("a")), c -> assertThat(c).isEqualTo(new Blocked("a")),
                d -> assertThat(d).isEqualTo(new Blocked("a")));
    }

    @Test
    void a_criterion_does_not_hold_before_what_it_needs() {
        assertThat(predict("""
                - {id: a, title: A, points: 50, expect: [{that: "pods.all(p, isReady(p))"}]}
                - {id: b, title: B, points: 50, needs: [a], expect: [{that: exists(statefulset)}]}
                """)).satisfiesExactly(a -> assertThat(a).isInstanceOf(Open.class),
                b -> assertThat(b).isEqualTo(new Open(List.of("the criterion a to pass"))));
    }

    @Test
    void steps_take_a_cluster() {
        assertThat(
                predict("""
                        - id: a
                          title: A
                          points: 100
                          expect: [{that: exists(statefulset)}]
                          steps: [{http: {pod: "${statefulset}-0", port: 80, path: /}, expect: [{that: response.status == 200}]}]
                        """))
                .containsExactly(new Open(List.of("an answer of pod kv-0")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            1 ; pod.spec.containers.size() == 1 ; Open
            1 ; pod.spec.containers.size() == 2 ; Fails
            3 ; pod.spec.containers.size() == 1 ; Fails
            2 ; isReady(pod)                    ; Open
            """)
    void a_criterion_for_each_pod_fails_where_one_cannot_pass_or_one_is_not_wanted(int atLeast, String that,
            String prediction) {
        assertThat(predict("- {id: a, title: A, points: 100, forEach: {name: pod, in: pods, atLeast: " + atLeast
                + "}, expect: [{that: " + that + "}]}")).singleElement()
                .satisfies(only -> assertThat(only.getClass().getSimpleName()).isEqualTo(prediction));
    }

    private static final String EXISTS = "- {id: a, title: A, points: 100, expect: [{that: exists(statefulset)}]}";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            candidate.metadata.name == "kv"       ; Holds
            candidate.status.readyReplicas == 2   ; Open
            candidate.metadata.name == "other"    ; Fails
            """)
    void parameters_are_found_by_what_the_files_say(String where, String prediction) {
        Task task = Tasks.read("""
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  parameters:
                    set: {title: T, object: {apiVersion: apps/v1, kind: StatefulSet}, find: [{where: '%s', because: B}]}
                  observe: {}
                  criteria: [{id: a, title: A, points: 100, expect: [{that: set.spec.replicas == 2}]}]
                """.formatted(where));

        Prediction predicted = new Forecaster(task, Map.of(), foreseen(List.of(set(SET)), Set.of(), List.of()))
                .forecasts()
                .getFirst().prediction();

        assertThat(predicted.getClass().getSimpleName()).isEqualTo(prediction);
    }

    private static List<String> fields(String that) {
        Prediction prediction = predict("- {id: a, title: A, points: 100, expect: [{that: \"" + that + "\"}]}")
                .getFirst();
        return ((Fails) prediction).fields().stream().map(ObjectField::dotted).toList();
    }

    private static List<Prediction> predict(String criteria) {
        return predict(criteria, foreseen(List.of(set(SET)), Set.of(), List.of()));
    }

    private static List<Prediction> predict(String criteria, Foreseen foreseen) {
        return new Forecaster(Tasks.withCriteria(criteria), Map.of(), foreseen).forecasts().stream()
                .map(Forecast::prediction)
                .toList();
    }

    /** With the sets' pods, each of which comes after the one before. */
    private static Foreseen foreseen(List<KubernetesObject> sets, Set<ObjectName> refused, List<String> unread) {
        List<ClusterState> states = IntStream.rangeClosed(0, sets.isEmpty() ? 0 : 2)
                .mapToObj(pods -> new ClusterState("lab", pods, Instant.EPOCH, Map.of(
                        ResourceKind.STATEFUL_SET, new Listing.Listed(sets),
                        ResourceKind.POD, new Listing.Listed(
                                IntStream.range(0, pods).mapToObj(ordinal -> pod(sets.getFirst(), ordinal)).toList()),
                        ResourceKind.ENDPOINT_SLICE, new Listing.Unreadable(
                                new Cause(Cause.Reason.NOT_DEPLOYED, "EndpointSlices")))))
                .toList();
        return new Foreseen(states, refused, unread);
    }

    private static KubernetesObject pod(KubernetesObject set, int ordinal) {
        ObjectNode pod = json("""
                apiVersion: v1
                kind: Pod
                metadata: {namespace: lab, labels: {app: kv}, ownerReferences: [{uid: set-uid, controller: true}]}
                """);
        pod.withObjectProperty("metadata").put("name", set.name() + "-" + ordinal);
        pod.set("spec", set.json().at("/spec/template/spec"));
        pod.set("status", Unseen.node());
        return new KubernetesObject(pod);
    }

    private static KubernetesObject set(String yaml) {
        ObjectNode set = json(yaml);
        set.set("status", Unseen.node());
        return new KubernetesObject(set);
    }

    private static ObjectNode json(String yaml) {
        try {
            JsonNode json = new YAMLMapper().readTree(yaml);
            return (ObjectNode) json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
