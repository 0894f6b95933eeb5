package dev.statelab.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.RootCause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Why something is not as expected: a pure function of what is known of it. Each statement rests on evidence; what nobody
 * knows is not guessed. While there are open questions, the answers may tell more.
 */
public final class Diagnosis {
    private static final Set<String> OF_MOUNTS = Set.of("volumeMounts", "mountPath");
    private static final Set<String> OF_CLAIMS = Set.of("volumeClaimTemplates");
    private static final Set<String> OF_SELECTION = Set.of("selector", "labels", "endpoints", "addresses");
    private static final Set<String> OF_NAMES = Set.of("serviceName", "hostname", "endpoints");

    private final Optional<RootCause> rootCause;
    private final Set<Question> open;

    private Diagnosis(Optional<RootCause> rootCause, Set<Question> open) {
        this.rootCause = rootCause;
        this.open = open;
    }

    /** Diagnoses what the subject is about, by what was found. */
    public static Diagnosis of(Findings findings, Subject subject) {
        Scene scene = new Scene(requireNonNull(findings, "findings"));
        Optional<Draft> draft = switch (subject) {
            case Subject.Absent(ResourceKind kind, String name) -> new AbsentFaults(scene).of(kind, name);
            case Subject.Unanswered(var request) -> new RequestFaults(scene).unanswered(request);
            case Subject.Answered(var exchange, boolean restarted) ->
                new RequestFaults(scene).answered(exchange, restarted);
            case Subject.Manifest(List<KubernetesObject> objects, Set<String> fields) ->
                written(scene, objects, fields);
            case Subject.Condition(List<KubernetesObject> objects, Set<String> fields) ->
                running(scene, objects).or(() -> written(scene, objects, fields));
        };
        return new Diagnosis(draft.map(Draft::cause), scene.open());
    }

    /** Empty where nothing is known to be wrong. */
    public Optional<RootCause> rootCause() {
        return rootCause;
    }

    /** What would be good to know besides. */
    public Set<Question> open() {
        return open;
    }

    /** What is wrong with pods and claims, and with those of the sets. */
    private static Optional<Draft> running(Scene scene, List<KubernetesObject> objects) {
        Stream<Optional<Draft>> sets = of(ResourceKind.STATEFUL_SET, objects).map(new SetFaults(scene)::of);
        Stream<Optional<Draft>> pods = of(ResourceKind.POD, objects).map(new PodFaults(scene)::of);
        Stream<Optional<Draft>> claims = of(ResourceKind.CLAIM, objects).map(new ClaimFaults(scene)::of);
        return Stream.of(sets, pods, claims).flatMap(each -> each).flatMap(Optional::stream).findFirst();
    }

    /** What does not fit together in what the objects' author wrote, in the fields that were looked at. */
    private static Optional<Draft> written(Scene scene, List<KubernetesObject> objects, Set<String> fields) {
        List<KubernetesObject> sets = of(ResourceKind.STATEFUL_SET, objects).toList();
        List<KubernetesObject> services = of(ResourceKind.SERVICE, objects).toList();
        MountFaults mounts = new MountFaults(scene);
        ServiceFaults faults = new ServiceFaults(scene);
        return Stream.of(
                where(isAbout(fields, OF_CLAIMS), sets, mounts::shortLived),
                where(isAbout(fields, OF_MOUNTS), sets, mounts::unknownVolume),
                where(isAbout(fields, OF_SELECTION), services, service -> faults.selector(service, sets)),
                where(isAbout(fields, OF_NAMES), sets, set -> faults.governing(set, services)))
                .flatMap(each -> each).findFirst();
    }

    private static Stream<Draft> where(
            boolean looked,
            List<KubernetesObject> objects,
            Function<KubernetesObject, Optional<Draft>> rule) {
        return looked ? objects.stream().flatMap(object -> rule.apply(object).stream()) : Stream.empty();
    }

    private static boolean isAbout(Set<String> fields, Set<String> topic) {
        return fields.stream().anyMatch(topic::contains);
    }

    private static Stream<KubernetesObject> of(ResourceKind kind, List<KubernetesObject> objects) {
        return objects.stream().filter(object -> object.kind().equals(kind) && !object.isTerminating()).distinct();
    }
}
