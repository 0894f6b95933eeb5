package dev.statelab.core;

import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Tasks for tests. */
public final class Tasks {

    private static final Map<String, Task> READ = new ConcurrentHashMap<>();

    private Tasks() {}

    public static Path file(String name) {
        return Path.of("..", "tasks", name, "task.yaml");
    }

    /** A task of the repository, read once. */
    public static Task task(String name) {
        return READ.computeIfAbsent(name, _ -> task(TaskReader.read(file(name))));
    }

    /** A task with these criteria, in YAML, that observes what task-02 observes and two things of no kind that matters. */
    public static Task withCriteria(String criteria) {
        return read(text(criteria));
    }

    public static Task read(String text) {
        return task(TaskReader.read(text, "task.yaml"));
    }

    public static String text(String criteria) {
        return """
                apiVersion: statelab.dev/v1
                kind: Task
                metadata: {name: sample, title: A sample}
                spec:
                  namespace: lab
                  observe:
                    statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: kv}
                    service: {apiVersion: v1, kind: Service, name: kv-headless}
                    endpoints: {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, endpointsOf: service}
                    pods: {apiVersion: v1, kind: Pod, controlledBy: statefulset}
                    labelled: {apiVersion: v1, kind: Pod, labelSelector: {matchLabels: {app: kv}}}
                    selected: {apiVersion: v1, kind: Pod, selectedBy: service}
                    claims: {apiVersion: v1, kind: PersistentVolumeClaim, claimedBy: statefulset}
                  criteria:
                """ + criteria.lines().map(line -> "    " + line).collect(Collectors.joining("\n")) + "\n";
    }

    public static List<Mistake> mistakes(String text) {
        return switch (TaskReader.read(text, "task.yaml")) {
            case TaskReading.ReadTask _ -> List.of();
            case TaskReading.Faulty(List<Mistake> mistakes, var _) -> mistakes;
        };
    }

    private static Task task(TaskReading reading) {
        return switch (reading) {
            case TaskReading.ReadTask(Task task, var _) -> task;
            case TaskReading.Faulty(List<Mistake> mistakes, var _) -> throw new AssertionError(mistakes.toString());
        };
    }
}
