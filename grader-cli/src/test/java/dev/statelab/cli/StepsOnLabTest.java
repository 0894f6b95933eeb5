package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of step of the task language, on the reference solution of task-02 in a lab cluster. */
class StepsOnLabTest {

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: steps-demo, title: Steps}
            spec:
              namespace: task-02
              maxPoints: 90
              observe:
                statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: key-value-svc}
                service: {apiVersion: v1, kind: Service, name: key-value-headless}
                pods: {apiVersion: v1, kind: Pod, controlledBy: statefulset}
              criteria:
                - id: ready
                  title: Ready
                  points: 10
                  within: 60s
                  expect: [{that: "pods.size() == 4 && pods.all(p, isReady(p))"}]
                - id: name
                  title: By name
                  points: 10
                  needs: [ready]
                  steps:
                    - http: {name: "${statefulset}-1.${service}", port: 5000, path: /health, retry: 2s}
                      expect: [{that: "response.status == 200 && response.body.contains('key-value-svc-1')"}]
                    - http: {service: "${service}", port: 5000, path: /health}
                      expect: [{that: "response.status == 200"}]
                - id: file
                  title: File
                  points: 10
                  needs: [ready]
                  steps:
                    - http: {pod: "${statefulset}-2", port: 5000, method: POST, path: "/obj/${random.key}", body: "${random.value}"}
                    - exec: {pod: "${statefulset}-2", command: [sh, -c, "ls /data; grep -r . /data"]}
                      expect: [{that: "output.stdout.contains(random.value)"}]
                    - exec: {pod: "${statefulset}-2", command: [sh, -c, "printf '%s' ${random.value} > /data/${random.file}"]}
                    - file: {pod: "${statefulset}-2", path: "/data/${random.file}"}
                      expect: [{that: "file.content == random.value && file.size == 20 && file.uid == 1000"}]
                    - exec: {pod: "${statefulset}-2", command: [rm, "/data/${random.file}"]}
                    - file: {pod: "${statefulset}-2", path: "/data/${random.file}"}
                      expect: [{that: "!file.exists"}]
                - id: dns
                  title: DNS
                  points: 10
                  needs: [ready]
                  steps:
                    - resolve: {name: "${statefulset}-0.${service}.task-02.svc.cluster.local", from: "${statefulset}-1"}
                      expect: [{that: "resolution.pods == [statefulset.metadata.name + '-0']"}]
                - id: missing
                  title: Missing command
                  points: 10
                  needs: [ready]
                  steps:
                    - exec: {pod: "${statefulset}-0", command: [no-such-tool], required: true}
                - id: scale
                  title: Scale down and up
                  points: 20
                  disruptive: true
                  needs: [ready, file, dns, name]
                  steps:
                    - http: {pod: "${statefulset}-3", port: 5000, method: POST, path: "/obj/${random.lasting}", body: "${random.value}"}
                    - scale: {workload: statefulset, replicas: 2}
                      expect: [{that: pods.size() == 2}]
                      capture: {all: scaling.before}
                    - resolve: "${statefulset}-3.${service}"
                      expect: [{that: "!resolution.resolves"}]
                    - scale: {workload: statefulset, replicas: "${all}"}
                    - await: 30s
                      expect: [{that: "pods.size() == 4 && pods.all(p, isReady(p))"}]
                    - http: {pod: "${statefulset}-3", port: 5000, path: "/obj/${random.lasting}"}
                      expect: [{that: response.body == random.value}]
                - id: scale-and-fail
                  title: Scale and fail
                  points: 10
                  disruptive: true
                  needs: [scale]
                  steps:
                    - scale: {workload: statefulset, replicas: 3}
                      expect: [{that: pods.size() == 9, show: pods.size()}]
                - id: canary
                  title: A canary
                  points: 0
                  disruptive: true
                  needs: [scale]
                  steps:
                    - patch:
                        workload: statefulset
                        spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 3}}}
                    - patch: {workload: statefulset, spec: {template: {metadata: {annotations: {canary: "${random.canary}"}}}}}
                      expect:
                        - that: >-
                            patching.after.map(p, p.metadata.?annotations.?canary.orValue("")) == ["", "", "", random.canary]
                            && patching.after.filter(p, patching.before.exists(b, b.metadata.uid == p.metadata.uid)).size() == 3
                          show: patching.after.map(p, p.metadata.?annotations.?canary.orValue(""))
                - id: by-hand
                  title: Only when deleted
                  points: 0
                  disruptive: true
                  needs: [canary]
                  expect:
                    - that: pods.all(p, !has(p.metadata.annotations) || !has(p.metadata.annotations.canary))
                    - that: '!has(statefulset.spec.template.metadata.annotations)'
                  steps:
                    - patch: {workload: statefulset, spec: {updateStrategy: {type: OnDelete, rollingUpdate: null}}}
                    - patch: {workload: statefulset, spec: {template: {metadata: {annotations: {canary: "${random.canary}"}}}}}
                      expect: [{that: "patching.after.map(p, p.metadata.uid) == patching.before.map(p, p.metadata.uid)"}]
                    - deletePod: "${statefulset}-3"
                      expect: [{that: deletion.after.metadata.annotations.canary == random.canary}]
                - id: as-before
                  title: As before
                  points: 10
                  needs: [scale, by-hand]
                  disruptive: true
                  expect:
                    - that: pods.all(p, !has(p.metadata.annotations) || !has(p.metadata.annotations.canary))
                    - that: '!has(statefulset.spec.template.metadata.annotations)'
                    - that: statefulset.spec.updateStrategy.type == "RollingUpdate"
                  steps:
                    - scale: {workload: statefulset, replicas: 4}
                      expect: [{that: scaling.before == 4}]
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void each_kind_of_step_does_what_it_says_and_leaves_the_cluster_as_it_was() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("steps-demo")).resolve("task.yaml"), TASK);

        int _ = terminal.run("evaluate", "steps-demo", "--tasks", folder.toString(), "--lab", "--apply",
                "../reference-solutions/task-02", "--format", "json");

        assertThat(terminal.out()).describedAs(terminal.err()).isNotEmpty();
        Map<String, String> outcomes = new TreeMap<>();
        for (JsonNode criterion : new ObjectMapper().readTree(terminal.out()).path("criteria")) {
            outcomes.put(criterion.path("id").asText(), criterion.path("outcome").asText());
        }
        assertThat(outcomes).describedAs(terminal.out()).isEqualTo(new TreeMap<>(Map.of(
                "ready", "passed",
                "name", "passed",
                "file", "passed",
                "dns", "passed",
                "missing", "failed",
                "scale", "passed",
                "scale-and-fail", "failed",
                "canary", "passed",
                "by-hand", "passed",
                "as-before", "passed")));
    }
}
