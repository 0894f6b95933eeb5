package dev.statelab.core.judging;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Subject;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Works out what a criterion is about that failed. */
final class Subjects {
    private final Picture picture;

    /** @param picture the state in which it failed */
    Subjects(Picture picture) {
        this.picture = picture;
    }

    /** For an observation that has not enough in it. */
    Subject of(String observation) {
        return absent(observation).findFirst()
                .orElseGet(() -> new Subject.Condition(picture.objects(observation).distinct().toList(), Set.of()));
    }

    /** For an expectation of the state. */
    Subject of(Expectation unmet) {
        List<String> names = observed(unmet).toList();
        Optional<Subject> absent = names.stream().flatMap(this::absent).findFirst();
        if (absent.isPresent()) {
            return absent.get();
        }
        List<KubernetesObject> objects = names.stream().flatMap(picture::objects).distinct().toList();
        return picture.isWrittenByItsAuthor(unmet.that())
                ? new Subject.Manifest(objects, unmet.that().fields())
                : new Subject.Condition(objects, unmet.that().fields());
    }

    /**
     * For a step.
     *
     * @param seen what the step has seen
     * @param pod the pod that it was about; empty where that is not known
     * @param deleted whether the criterion has deleted a pod before
     */
    Subject of(Step step, List<Evidence> seen, Optional<String> pod, boolean deleted) {
        for (Evidence piece : seen.reversed()) {
            switch (piece) {
                case Evidence.Exchange exchange -> {
                    return new Subject.Answered(exchange, deleted);
                }
                case Evidence.NoAnswer silence -> {
                    return new Subject.Unanswered(silence);
                }
                default -> {
                }
            }
        }
        Stream<KubernetesObject> named = step.expect().stream().flatMap(this::observed).flatMap(picture::objects);
        return new Subject.Condition(Stream.concat(pod.stream().flatMap(this::podAndOwner), named).distinct().toList(),
                Set.of());
    }

    private Stream<Subject> absent(String name) {
        return switch (picture.look(name)) {
            case Observed.Missing(ResourceKind kind, String absent, var _) ->
                Stream.of(new Subject.Absent(kind, absent));
            case Observed.Undiscovered _ -> picture.kindOfParameter(name).stream()
                    .map(kind -> new Subject.Absent(kind, ""));
            case Observed.One _,Observed.Many _,Observed.Scalar _,Observed.Unreadable _ -> Stream.empty();
        };
    }

    private Stream<String> observed(Expectation expectation) {
        return picture.observed(expectation.that().references()).stream().sorted();
    }

    /** A pod that is not there is the business of the set that would make it. */
    private Stream<KubernetesObject> podAndOwner(String name) {
        List<KubernetesObject> pods = Relations.all(picture.state(), ResourceKind.POD).stream()
                .filter(pod -> pod.name().equals(name)).toList();
        Stream<KubernetesObject> owners = Relations.all(picture.state(), ResourceKind.STATEFUL_SET).stream()
                .filter(set -> pods.isEmpty()
                        ? name.startsWith(set.name() + "-")
                        : pods.stream().anyMatch(pod -> Relations.controls(set, pod)));
        return Stream.concat(owners, pods.stream());
    }
}
