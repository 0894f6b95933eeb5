package dev.statelab.hostile.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A task of the name {@code task-02} that stores, deletes, scales and changes, and notices what was not given back. */
final class ChangingTask {

    static final String SOLUTION = Path.of("../reference-solutions/task-02").toAbsolutePath().normalize().toString();
    /** How often it changes the StatefulSet: twice its number and twice its fields, and back, the number at once. */
    static final int CHANGES = 7;

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: task-02, title: All that changes something}
            spec:
              namespace: task-02
              maxPoints: 100
              observe:
                statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: key-value-svc}
                pods: {apiVersion: v1, kind: Pod, controlledBy: statefulset}
              criteria:
                - id: as-it-was
                  title: As it was
                  points: 20
                  within: 30s
                  expect:
                    - that: statefulset.spec.replicas == 4 && pods.filter(p, isReady(p)).size() == 4
                    - that: "!has(statefulset.spec.template.metadata.annotations)"
                    - that: statefulset.spec.updateStrategy.?rollingUpdate.?partition.orValue(0) == 0
                - id: changes
                  title: All that changes something
                  points: 80
                  needs: [as-it-was]
                  disruptive: true
                  timeout: 2m
                  steps:
                    - http: {pod: "${statefulset}-0", port: 5000, method: POST, path: "/obj/${random.key}", body: "${random.value}"}
                    - deletePod: "${statefulset}-0"
                    - patch: {workload: statefulset, spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}}}
                    - scale: {workload: statefulset, replicas: 2}
                    - scale: {workload: statefulset, replicas: 3}
                    - patch: {workload: statefulset, spec: {template: {metadata: {annotations: {example.com/seen: "${random.mark}"}}}}}
                    - http: {pod: "${statefulset}-0", port: 5000, path: "/obj/${random.key}"}
                      expect: [{that: response.body == random.value}]
            """;

    private ChangingTask() {}

    /** The folder of tasks that it is put into. */
    static Path in(Path folder) throws IOException {
        Path tasks = folder.resolve("tasks");
        Files.writeString(Files.createDirectories(tasks.resolve("task-02")).resolve("task.yaml"), TASK);
        return tasks;
    }
}
