package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.KubernetesObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static List<String> names(String observation, States states) {
        Picture picture = new Picture(Tasks.read("""
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  observe:
                    set: {apiVersion: apps/v1, kind: StatefulSet, name: kv}
                    deployment: {apiVersion: apps/v1, kind: Deployment, name: web}
                    service: {apiVersion: v1, kind: Service, name: kv-headless}
                    x: %s
                  criteria: [{id: a, title: A, points: 100, expect: [{that: exists(set)}]}]
                """.formatted(observation)).observations(), Parameters.NONE, states.state());
        return switch (picture.look("x")) {
            case Observed.Many(List<KubernetesObject> objects) -> objects.stream().map(KubernetesObject::name).toList();
            case Observed.One(KubernetesObject object) -> List.of(object.name());
            case Observed.Missing(var _, var _, String what) -> List.of(what);
            case Observed.Scalar(Object value) -> List.of(value.toString());
            case Observed.Undiscovered(String what) -> List.of(what);
            case Observed.Unreadable(var cause) -> List.of(cause.message());
        };
    }

    private static String owned(String kind, String name, String uid, String owner) {
        return """
                {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "uid": "%s",
                 "ownerReferences": [{"controller": true, "uid": "%s"}]}}""".formatted(
                kind.equals("Pod") ? "v1" : "apps/v1", kind, name, uid, owner);
    }

    @Test
    void labels_are_matched_and_compared() {
        assertThat(names("{apiVersion: v1, kind: Pod, labelSelector: {matchLabels: {app: kv}, "
                + "matchExpressions: [{key: apps.kubernetes.io/pod-index, operator: NotIn, values: ['1']}]}}",
                States.recorded("healthy-3"))).containsExactly("kv-0", "kv-2");
    }

    @Test
    void the_claims_of_one_template_are_told_from_those_of_another() {
        States states = States.recorded("healthy-3");
        String observation = "{apiVersion: v1, kind: PersistentVolumeClaim, claimedBy: set, template: %s}";

        assertThat(names(observation.formatted("data"), states)).containsExactly("data-kv-0", "data-kv-1", "data-kv-2");
        assertThat(names(observation.formatted("other"), states)).isEmpty();
    }

    @Test
    void objects_are_found_by_an_owner_of_any_kind() {
        States states = States.empty()
                .add("""
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "uid": "d"}}""")
                .add(owned("ReplicaSet", "web-1", "r1", "d")).add(owned("ReplicaSet", "other", "r2", "e"));

        assertThat(names("{apiVersion: apps/v1, kind: ReplicaSet, controlledBy: deployment}", states))
                .containsExactly("web-1");
    }

    @Test
    void objects_are_found_by_several_owners() {
        States states = States.empty()
                .add("""
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "uid": "d"}}""")
                .add(owned("ReplicaSet", "web-1", "r1", "d")).add(owned("ReplicaSet", "web-2", "r2", "d"))
                .add(owned("Pod", "web-1-a", "p1", "r1")).add(owned("Pod", "web-2-a", "p2", "r2"))
                .add(owned("Pod", "stranger", "p3", "r3"));

        assertThat(names("""
                {apiVersion: v1, kind: Pod, controlledBy: sets}
                    sets: {apiVersion: apps/v1, kind: ReplicaSet, controlledBy: deployment}""", states))
                .containsExactly("web-1-a", "web-2-a");
    }

    @Test
    void what_several_services_select_is_found_once() {
        assertThat(names("""
                {apiVersion: v1, kind: Pod, selectedBy: services}
                    services:
                      apiVersion: v1
                      kind: Service
                      labelSelector: {matchExpressions: [{key: nosuch, operator: DoesNotExist}]}""",
                States.recorded("healthy-3")))
                .containsExactly("kv-0", "kv-1", "kv-2");
    }

    @Test
    void what_is_found_by_a_missing_object_is_missing() {
        assertThat(names("{apiVersion: v1, kind: Pod, selectedBy: service}", States.empty()))
                .containsExactly("Service lab/kv-headless not found");
    }
}
