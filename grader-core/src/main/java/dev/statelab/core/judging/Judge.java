package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.Value;
import dev.statelab.core.expression.Values;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.task.Expectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Judges expectations: a pure function of a picture and of the values that the steps so far have brought. */
public final class Judge {
    private final Picture picture;
    private final Map<String, Object> values;
    private final String lookedAt;
    private final Sight sight;

    /**
     * @param values what expressions may use besides observations, by name
     * @param lookedAt what was found, for an expectation that does not say what to show
     */
    Judge(Picture picture, Map<String, Object> values, String lookedAt) {
        this(picture, values, lookedAt, Sight.CLEAR);
    }

    /** The same for objects of which not everything can be seen. */
    public Judge(Picture picture, Map<String, Object> values, String lookedAt, Sight sight) {
        this.picture = picture;
        this.values = values;
        this.lookedAt = lookedAt;
        this.sight = sight;
    }

    /** The same picture, with what a step has brought. */
    Judge after(Taken.Done done) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(done.values());
        return new Judge(picture, all, done.lookedAt());
    }

    Picture picture() {
        return picture;
    }

    /** The first verdict that is not {@link Holds}. */
    Verdict judge(List<Expectation> expectations) {
        return firstUnmet(expectations).map(Unmet::verdict).orElseGet(Holds::new);
    }

    /**
     * An expectation that does not hold.
     *
     * @param verdict why
     */
    record Unmet(Expectation expectation, Verdict verdict) {}

    /** The first expectation that does not hold. */
    Optional<Unmet> firstUnmet(List<Expectation> expectations) {
        return expectations.stream().map(expectation -> new Unmet(expectation, judge(expectation)))
                .filter(judged -> !(judged.verdict() instanceof Holds)).findFirst();
    }

    public Verdict judge(Expectation expectation) {
        Optional<Verdict> hindrance = hindrance(expectation.that().references(), what -> fails(expectation, what));
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        Value value = expectation.that().evaluate(bind(expectation.that().references()));
        Optional<Cause> obstacle = sight.obstacle();
        if (obstacle.isPresent() && !(value instanceof Value.Known)) {
            return new Unclear(obstacle.get());
        }
        return switch (value) {
            case Value.Known(Boolean holds) -> holds ? new Holds() : fails(expectation, found(expectation));
            case Value.Nothing _ -> fails(expectation, found(expectation));
            case Value.Known(Object other) ->
                faulty(expectation, "it is '" + Values.show(other) + "', neither true nor false");
            case Value.Faulty(String message) -> faulty(expectation, message);
        };
    }

    /** What an expectation shows, for the evidence; empty when it shows nothing. */
    String shown(Expectation expectation) {
        return expectation.show().isEmpty() ? "" : show(expectation.show());
    }

    /** The objects that an expectation was judged by. */
    List<Evidence> seen(Expectation expectation) {
        String shown = shown(expectation);
        List<Evidence> evidence = new ArrayList<>();
        for (String name : picture.observed(expectation.that().references()).stream().sorted().toList()) {
            picture.objects(name).map(object -> seen(object, shown)).forEach(evidence::add);
        }
        return evidence;
    }

    /** The values that a template or an expression needs, as far as they are there. */
    public Map<String, Object> bind(Set<String> names) {
        Map<String, Object> bindings = new HashMap<>();
        for (String name : names) {
            if (!picture.observes(name)) {
                Optional.ofNullable(values.get(name)).ifPresent(value -> bindings.put(name, value));
                continue;
            }
            switch (picture.look(name)) {
                case Observed.One(KubernetesObject object) -> bindings.put(name, sight.of(object));
                case Observed.Many(List<KubernetesObject> objects) ->
                    bindings.put(name, objects.stream().map(sight::of).toList());
                case Observed.Scalar(Object value) -> bindings.put(name, value);
                case Observed.Missing _,Observed.Undiscovered _,Observed.Unreadable _ -> {
                }
            }
        }
        return bindings;
    }

    /**
     * Why nothing can be said by means of these names; empty when they all are there.
     *
     * @param missing what to say of an object that is not there
     */
    Optional<Verdict> hindrance(Set<String> names, Function<String, Verdict> missing) {
        for (String name : picture.observed(names).stream().sorted().toList()) {
            switch (picture.look(name)) {
                case Observed.Unreadable(Cause cause) -> {
                    return Optional.of(new Unclear(cause));
                }
                case Observed.Missing(var _, var _, String what) -> {
                    return Optional.of(missing.apply(what));
                }
                case Observed.Undiscovered(String what) -> {
                    return Optional.of(missing.apply(what));
                }
                case Observed.One _,Observed.Many _,Observed.Scalar _ -> {
                }
            }
        }
        return Optional.empty();
    }

    private Fails fails(Expectation expectation, String found) {
        return new Fails(finding(expectation, found));
    }

    /** What to tell the student. */
    Finding finding(Expectation expectation, String found) {
        String expected = expectation.expected().isEmpty()
                ? expectation.that().source()
                : show(expectation.expected());
        return new Finding(Limits.cut(expected, Limits.TEXT), Limits.cut(found, Limits.TEXT),
                Limits.cut(show(expectation.hint()), Limits.TEXT));
    }

    private String found(Expectation expectation) {
        if (expectation.show().isEmpty()) {
            return lookedAt;
        }
        return switch (expectation.show().render(bind(expectation.show().references()))) {
            case Value.Known(Object text) -> text.equals("") ? "nothing" : text.toString();
            case Value.Nothing _,Value.Faulty _ -> sight.obstacle().isPresent() ? lookedAt : "nothing";
        };
    }

    /** A text for people. */
    String show(Template template) {
        return template.show(bind(template.references()));
    }

    private static Unclear faulty(Expectation expectation, String message) {
        return new Unclear(new Cause(Cause.Reason.FAULTY_TASK,
                "the task's expression '" + expectation.that() + "' cannot be judged: " + message));
    }

    private static Evidence seen(KubernetesObject object, String shown) {
        return new Evidence.SeenObject(object.kind().kind(), object.namespace(), object.name(), object.uid(),
                object.resourceVersion(), shown);
    }
}
