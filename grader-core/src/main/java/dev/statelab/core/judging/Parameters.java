package dev.statelab.core.judging;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Ambiguous;
import dev.statelab.core.result.ParameterResult.Choice;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.result.ParameterResult.Named;
import dev.statelab.core.result.ParameterResult.Unclear;
import dev.statelab.core.task.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the parameters of a task stand for. {@link Discovery} finds it. Immutable. */
public final class Parameters {

    /** Those of a task that has none, or of which none is settled yet. */
    public static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, Settled> settled;

    private Parameters(Map<String, Settled> settled) {
        this.settled = Collections.unmodifiableMap(new LinkedHashMap<>(settled));
    }

    /** @param value as expressions see it; the name of an object; nothing where none was chosen */
    private record Settled(ParameterResult result, Object value) {}

    /** One more of which it is not known what it is. */
    Parameters without(Parameter parameter, Choice choice) {
        return with(parameter, choice, Parameter.OPEN);
    }

    Parameters with(Parameter parameter, Choice choice, Object value) {
        Map<String, Settled> more = new LinkedHashMap<>(settled);
        more.put(parameter.id(), new Settled(
                new ParameterResult(parameter.id(), parameter.title(), parameter.optional(), choice), value));
        return new Parameters(more);
    }

    /** How each was settled, in the order of the task. */
    public List<ParameterResult> results() {
        return settled.values().stream().map(Settled::result).toList();
    }

    /** Whether there is something for each that is needed, so that waiting brings nothing. */
    boolean areThere() {
        return results().stream().noneMatch(result -> result.choice() instanceof Absent && !result.optional());
    }

    /** Why nothing is to be judged: the student named something that is not there. */
    Optional<Cause> misnamed() {
        return results().stream().filter(result -> result.choice() instanceof Misnamed)
                .flatMap(result -> cause(result).stream()).findFirst();
    }

    boolean contains(String id) {
        return settled.containsKey(id);
    }

    /** What it is, or why there is nothing. */
    sealed interface Look {
        /** @param value the name of an object, or a value for expressions */
        record Is(Object value) implements Look {}

        record Nothing(String what) implements Look {}

        record Unknown(Cause cause) implements Look {}
    }

    Look look(String id) {
        Settled found = Optional.ofNullable(settled.get(id)).orElseThrow();
        return switch (found.result().choice()) {
            case Found _,Named _ -> new Look.Is(found.value());
            case Absent _,Ambiguous _,Unclear _ when found.result().optional() -> new Look.Is(found.value());
            case Absent(String what) -> new Look.Nothing(what);
            case Ambiguous _,Misnamed _,Unclear _ -> new Look.Unknown(cause(found.result()).orElseThrow());
        };
    }

    /** Why it is not known what a parameter is, and what to do about it; empty where it is known. */
    private static Optional<Cause> cause(ParameterResult result) {
        return switch (result.choice()) {
            case Found _,Named _,Absent _ -> Optional.empty();
            case Unclear(Cause cause) -> Optional.of(cause);
            case Ambiguous(List<String> candidates) -> Optional.of(undecided(candidates.size() + " could be "
                    + result.title() + ": " + names(candidates) + ". Name the one that is meant: --param " + result.id()
                    + "=" + candidates.getFirst()));
            case Misnamed(String value, List<String> candidates) -> Optional.of(undecided("'" + value + "' cannot be "
                    + result.title() + ", which could be " + names(candidates) + ". Name one of these: --param "
                    + result.id() + "=" + candidates.getFirst()));
        };
    }

    private static Cause undecided(String message) {
        return new Cause(Cause.Reason.UNDECIDED, Limits.cut(message, Limits.TEXT));
    }

    private static String names(List<String> candidates) {
        return candidates.stream().limit(Limits.CANDIDATES).collect(joining(", "))
                + (candidates.size() > Limits.CANDIDATES ? " and others" : "");
    }
}
