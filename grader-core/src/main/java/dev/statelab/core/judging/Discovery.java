package dev.statelab.core.judging;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Template;
import dev.statelab.core.judging.Candidates.Candidate;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Ambiguous;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.result.ParameterResult.Named;
import dev.statelab.core.result.ParameterResult.Unclear;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Parameter;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what the parameters of a task stand for: a pure function of a state, and of what the student has named. Nothing is
 * chosen among several that fit alike.
 */
public final class Discovery {

    private final Task task;
    private final ClusterState state;
    private final Map<String, String> named;
    private final Supplier<Sight> sight;

    private Discovery(Task task, ClusterState state, Map<String, String> named, Supplier<Sight> sight) {
        this.task = task;
        this.state = state;
        this.named = named;
        this.sight = sight;
    }

    /**
     * Settles all parameters, one after the other: each rule may use those before it.
     *
     * @param named what the student says, by the ids of parameters
     * @param sight how one expression sees the objects
     */
    public static Parameters of(Task task, ClusterState state, Map<String, String> named, Supplier<Sight> sight) {
        Discovery discovery = new Discovery(task, state, named, sight);
        Parameters parameters = Parameters.NONE;
        for (Parameter parameter : task.parameters()) {
            parameters = discovery.settle(parameter, parameters);
        }
        return parameters;
    }

    private Parameters settle(Parameter parameter, Parameters before) {
        Picture picture = new Picture(task.observations(), before, state);
        Candidates candidates = Candidates.of(parameter, picture, sight.get());
        Optional<String> name = Optional.ofNullable(named.get(parameter.id()));
        Optional<Object> other = name.flatMap(text -> other(parameter, text, candidates));
        if (name.isPresent() && other.isPresent()) {
            return before.with(parameter, new Named(name.get()), other.get());
        }
        return switch (candidates) {
            case Candidates.Unknown(Cause cause) -> before.without(parameter, new Unclear(cause));
            case Candidates.None(String what) -> before.without(parameter, new Absent(what));
            case Candidates.Some some -> name.isPresent()
                    ? byName(parameter, name.get(), some, before)
                    : byRules(parameter, some, picture, before);
        };
    }

    /** What may be named though it is no candidate. An object where there are none is missing under that name. */
    private static Optional<Object> other(Parameter parameter, String name, Candidates candidates) {
        return switch (parameter.candidates()) {
            case Parameter.Objects(ResourceKind _) ->
                candidates instanceof Candidates.None ? Optional.of(name) : Optional.empty();
            case Parameter.Values values -> values.others().matcher(name).matches()
                    ? Optional.of(typed(name))
                    : Optional.empty();
        };
    }

    /** As YAML would have it. */
    private static Object typed(String text) {
        return text.matches("0|[1-9][0-9]{0,17}") ? (Object) Long.valueOf(text) : text;
    }

    private static Parameters byName(Parameter parameter, String name, Candidates.Some some, Parameters before) {
        return some.all().stream().filter(candidate -> candidate.text().equals(name)).findFirst()
                .map(meant -> before.with(parameter, new Named(name), meant.value()))
                .orElseGet(() -> before.without(parameter,
                        new Misnamed(Limits.cut(name, Limits.TEXT), some.texts())));
    }

    private Parameters byRules(Parameter parameter, Candidates.Some some, Picture picture, Parameters before) {
        for (Parameter.Rule rule : parameter.find()) {
            List<Candidate> fitting = new ArrayList<>();
            for (Candidate candidate : some.all()) {
                switch (fits(candidate, rule, picture)) {
                    case Verdict.Holds _ -> fitting.add(candidate);
                    case Verdict.Fails _ -> {
                    }
                    case Verdict.Unclear(Cause cause) -> {
                        return before.without(parameter, new Unclear(cause));
                    }
                }
            }
            if (fitting.size() > 1) {
                return before.without(parameter, new Ambiguous(new Candidates.Some(fitting).texts()));
            }
            if (fitting.size() == 1) {
                Candidate found = fitting.getFirst();
                String because = judge(found, picture, sight.get()).show(rule.because());
                return before.with(parameter, new Found(Limits.cut(found.text(), Limits.TEXT),
                        Limits.cut(because, Limits.TEXT)), found.value());
            }
        }
        return before.without(parameter, new Absent("none of " + some.texts().stream().limit(Limits.NAMED_OBJECTS)
                .collect(joining(", ")) + (some.all().size() > Limits.NAMED_OBJECTS ? " and others" : "")
                + " can be " + parameter.title()));
    }

    /** A rule that reads an object which is not there fits nothing. */
    private Verdict fits(Candidate candidate, Parameter.Rule rule, Picture picture) {
        return judge(candidate, picture, sight.get()).judge(new Expectation(rule.where(), 0, List.of(), Template.EMPTY,
                Template.EMPTY, Template.EMPTY));
    }

    private static Judge judge(Candidate candidate, Picture picture, Sight sight) {
        return new Judge(picture, Map.of(Parameter.CANDIDATE, candidate.seenBy(sight)), "", sight);
    }
}
