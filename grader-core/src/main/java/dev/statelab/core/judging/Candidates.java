package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Value;
import dev.statelab.core.expression.Values;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.result.Finding;
import dev.statelab.core.task.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a parameter may be in one state. */
sealed interface Candidates {

    /** @param all at least one, each with a text of its own */
    record Some(List<Candidate> all) implements Candidates {
        public Some {
            all = List.copyOf(all);
        }

        List<String> texts() {
            return all.stream().map(candidate -> Limits.cut(candidate.text(), Limits.TEXT)).toList();
        }
    }

    /** @param what what is there instead, for people */
    record None(String what) implements Candidates {
        public None {
            requireNonNull(what, "what");
        }
    }

    record Unknown(Cause cause) implements Candidates {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }

    /** One of them. */
    sealed interface Candidate {
        record AnObject(KubernetesObject object) implements Candidate {}

        /** @param value a text, a number, or a boolean */
        record AValue(Object value) implements Candidate {}

        /** As rules see it. */
        default Object seenBy(Sight sight) {
            return switch (this) {
                case AnObject(KubernetesObject object) -> sight.of(object);
                case AValue(Object value) -> value;
            };
        }

        /** What the parameter stands for if this is it: the name of an object, or the value. */
        default Object value() {
            return switch (this) {
                case AnObject(KubernetesObject object) -> object.name();
                case AValue(Object value) -> value;
            };
        }

        /** For people, and to name it by. */
        default String text() {
            return value().toString();
        }
    }

    static Candidates of(Parameter parameter, Picture picture, Sight sight) {
        return switch (parameter.candidates()) {
            case Parameter.Objects(ResourceKind kind) -> objects(kind, picture.state());
            case Parameter.Values(Expression each, var _) ->
                values(parameter.title(), each, new Judge(picture, Map.of(), "", sight), sight);
        };
    }

    private static Candidates objects(ResourceKind kind, ClusterState state) {
        return switch (state.listing(kind)) {
            case Listing.Unreadable(Cause cause) -> new Unknown(cause);
            case Listing.Listed(List<KubernetesObject> listed) -> {
                List<Candidate> all = listed.stream().filter(object -> !object.isTerminating())
                        .sorted(Comparator.comparing(KubernetesObject::name))
                        .<Candidate>map(Candidate.AnObject::new).toList();
                yield all.isEmpty()
                        ? new None("no " + kind.kind() + " in the namespace " + state.namespace() + instead(state))
                        : new Some(all);
            }
        };
    }

    /** What there is of other kinds, but for what belongs to something else. */
    private static String instead(ClusterState state) {
        List<String> others = state.listings().keySet().stream()
                .filter(kind -> !kind.equals(ResourceKind.EVENT))
                .flatMap(kind -> state.listing(kind) instanceof Listing.Listed(List<KubernetesObject> objects)
                        ? objects.stream()
                        : Stream.empty())
                .filter(object -> !object.isTerminating()
                        && object.json().path("metadata").path("ownerReferences").isEmpty())
                .map(object -> object.kind().kind() + " " + object.name()).sorted().toList();
        return others.isEmpty()
                ? ""
                : ", which has " + others.stream().limit(Limits.NAMED_OBJECTS).collect(joining(", "))
                        + (others.size() > Limits.NAMED_OBJECTS ? " and others" : "");
    }

    private static Candidates values(String title, Expression each, Judge judge, Sight sight) {
        Optional<Verdict> hindrance = judge.hindrance(each.references(), what -> new Verdict.Fails(
                new Finding(title, what, "")));
        if (hindrance.isPresent()) {
            return switch (hindrance.get()) {
                case Unclear(Cause cause) -> new Unknown(cause);
                case Verdict.Fails(var finding) -> new None(finding.found());
                case Verdict.Holds holds -> throw new IllegalStateException(holds.toString());
            };
        }
        Value value = each.evaluate(judge.bind(each.references()));
        Optional<Cause> obstacle = sight.obstacle();
        if (obstacle.isPresent() && !(value instanceof Value.Known)) {
            return new Unknown(obstacle.get());
        }
        return switch (value) {
            case Value.Known(List<?> list) when list.stream().allMatch(Candidates::isScalar) -> some(list);
            case Value.Known(Object other) ->
                new Unknown(faulty(each, "it comes to no list of texts or numbers, but to " + Values.show(other)));
            case Value.Nothing _ -> some(List.of());
            case Value.Faulty(String message) -> new Unknown(faulty(each, message));
        };
    }

    private static Candidates some(List<?> values) {
        Map<String, Candidate> all = new LinkedHashMap<>();
        values.stream().filter(value -> !value.toString().isEmpty())
                .forEach(value -> all.putIfAbsent(value.toString(), new Candidate.AValue(value)));
        return all.isEmpty()
                ? new None("nothing names it")
                : new Some(List.copyOf(all.values()));
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static Cause faulty(Expression each, String message) {
        return new Cause(Cause.Reason.FAULTY_TASK,
                "the task's expression '" + each + "' gives no candidates: " + message);
    }
}
