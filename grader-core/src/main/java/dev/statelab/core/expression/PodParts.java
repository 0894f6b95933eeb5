package dev.statelab.core.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the parts of pods, and of whatever makes pods: of a Pod, a pod template, a Deployment, ReplicaSet, StatefulSet,
 * DaemonSet, Job or CronJob. Nothing is expected to be there: what is absent has no parts.
 */
final class PodParts {

    private static final Set<String> PROBES = Set.of("readiness", "liveness", "startup");

    private PodParts() {}

    /** The containers, without init containers. */
    static List<Object> containers(Object object) {
        return containers(object, "containers").toList();
    }

    /** A container or init container. */
    static Optional<Object> container(Object object, String name) {
        return Stream.concat(containers(object, "containers"), containers(object, "initContainers"))
                .filter(container -> Tree.is(Tree.field(container, "name"), name)).findFirst();
    }

    /** What a container, or the first container of a pod that has it, mounts at a path. */
    static Optional<Object> mount(Object object, String path) {
        return parts(object, "volumeMounts").filter(mount -> Tree.field(mount, "mountPath")
                .filter(at -> withoutSlash(at.toString()).equals(withoutSlash(path))).isPresent()).findFirst();
    }

    /** Where a container, or the first container of a pod that has it, mounts a volume. */
    static Optional<Object> mountOf(Object object, String volume) {
        return parts(object, "volumeMounts").filter(mount -> Tree.is(Tree.field(mount, "name"), volume)).findFirst();
    }

    /** The value of a variable that is written down; empty for one whose value is taken from somewhere. */
    static Optional<Object> env(Object object, String name) {
        return variable(object, name).flatMap(variable -> Tree.field(variable, "value"));
    }

    /** Where the value of a variable is taken from. */
    static Optional<Object> envSource(Object object, String name) {
        return variable(object, name).flatMap(variable -> Tree.field(variable, "valueFrom"));
    }

    /**
     * A probe.
     *
     * @throws CelEvaluationException when there is no such kind of probe
     */
    static Optional<Object> probe(Object object, String kind) throws CelEvaluationException {
        if (!PROBES.contains(kind)) {
            throw Functions.faulty("expected a probe of kind readiness, liveness or startup, found '" + kind + "'");
        }
        return own(object).map(container -> Tree.field(container, kind + "Probe")).flatMap(Optional::stream)
                .findFirst();
    }

    /** The number of a port by its name: of a container, of the first container of a pod that has it, or of a Service. */
    static Optional<Object> port(Object object, String name) {
        return Stream.concat(parts(object, "ports"), Tree.list(Tree.field(object, "spec", "ports")))
                .filter(port -> Tree.is(Tree.field(port, "name"), name))
                .map(port -> Tree.field(port, "containerPort").or(() -> Tree.field(port, "port")))
                .flatMap(Optional::stream).findFirst();
    }

    /** The names of the claims that its volumes use. */
    static List<Object> claimNames(Object object) {
        return volumes(object).map(volume -> Tree.field(volume, "persistentVolumeClaim", "claimName"))
                .flatMap(Optional::stream).toList();
    }

    /** The name of the claim that one of its volumes uses. */
    static Optional<Object> claimName(Object object, String volume) {
        return volumes(object).filter(each -> Tree.is(Tree.field(each, "name"), volume))
                .map(each -> Tree.field(each, "persistentVolumeClaim", "claimName")).flatMap(Optional::stream)
                .findFirst();
    }

    /** A claim template of a StatefulSet. */
    static Optional<Object> claimTemplate(Object set, String name) {
        return Tree.list(Tree.field(set, "spec", "volumeClaimTemplates"))
                .filter(template -> Tree.is(Tree.field(template, "metadata", "name"), name)).findFirst();
    }

    /**
     * Whether the selector of a Service or of a workload selects a pod, or the pods that a workload makes. A selector that
     * asks for nothing selects nothing.
     */
    static boolean selects(Object selecting, Object object) {
        Map<?, ?> wanted = map(Tree.field(selecting, "spec", "selector", "matchLabels")
                .or(() -> Tree.field(selecting, "spec", "selector")));
        Map<?, ?> labels = map(template(object).flatMap(template -> Tree.field(template, "metadata", "labels")));
        return !wanted.isEmpty() && wanted.entrySet().stream()
                .allMatch(label -> Objects.equals(labels.get(label.getKey()), label.getValue()));
    }

    private static Optional<Object> variable(Object object, String name) {
        return parts(object, "env").filter(variable -> Tree.is(Tree.field(variable, "name"), name)).findFirst();
    }

    private static Stream<Object> parts(Object object, String key) {
        return own(object).flatMap(container -> Tree.list(Tree.field(container, key)));
    }

    /** The containers of a pod, or the container itself. */
    private static Stream<Object> own(Object object) {
        return template(object).isPresent() ? containers(object, "containers") : Stream.of(object);
    }

    private static Stream<Object> containers(Object object, String key) {
        return Tree.list(template(object).flatMap(template -> Tree.field(template, "spec", key)));
    }

    private static Stream<Object> volumes(Object object) {
        return Tree.list(template(object).flatMap(template -> Tree.field(template, "spec", "volumes")));
    }

    /** What has {@code metadata} and {@code spec} of a pod. */
    private static Optional<Object> template(Object object) {
        return Stream.of(Tree.field(object, "spec", "jobTemplate", "spec", "template"),
                Tree.field(object, "spec", "template"),
                Tree.field(object, "spec").map(_ -> Tree.unwrapped(object)))
                .flatMap(Optional::stream).findFirst();
    }

    private static Map<?, ?> map(Optional<Object> value) {
        return value.orElse(Map.of()) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
