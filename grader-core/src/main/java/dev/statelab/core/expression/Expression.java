package dev.statelab.core.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.statelab.core.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compiled CEL expression. Immutable, and safe for use by many threads. */
public final class Expression {
    private final String source;
    private final Program program;
    private final Set<String> references;
    private final Set<String> randomNames;
    private final Set<String> fields;
    private final boolean onlySpecs;

    Expression(
            String source,
            Program program,
            Set<String> references,
            Set<String> randomNames,
            Set<String> fields,
            boolean onlySpecs) {
        this.source = source;
        this.program = program;
        this.references = Set.copyOf(references);
        this.randomNames = Set.copyOf(randomNames);
        this.fields = Set.copyOf(fields);
        this.onlySpecs = onlySpecs;
    }

    /** As it is written in the task. */
    public String source() {
        return source;
    }

    /** The names that it uses: observations, captured values, {@code response} and the like. */
    public Set<String> references() {
        return references;
    }

    /** The NAMEs of {@code random.NAME}. */
    public Set<String> randomNames() {
        return randomNames;
    }

    /** The names of the fields that it reads anywhere in what its names stand for. */
    public Set<String> fields() {
        return fields;
    }

    /** Whether it reads nothing of what its names stand for but {@code spec}: what somebody wants, not what there is. */
    public boolean readsOnlySpecs() {
        return onlySpecs;
    }

    /**
     * Evaluates over values such as {@link Values} makes.
     *
     * @param bindings a value for each name in {@link #references()}
     */
    public Value evaluate(Map<String, Object> bindings) {
        try {
            return new Value.Known(program.eval(bindings));
        } catch (CelEvaluationException e) {
            String message = Limits.cut(String.valueOf(e.getMessage()), Limits.TEXT);
            return isAbsence(e.getErrorCode()) ? new Value.Nothing(message) : new Value.Faulty(message);
        }
    }

    /** What it always comes to; empty for an expression that uses any name. */
    public Optional<Value> constant() {
        return references.isEmpty() ? Optional.of(evaluate(Map.of())) : Optional.empty();
    }

    private static boolean isAbsence(CelErrorCode code) {
        return code == CelErrorCode.ATTRIBUTE_NOT_FOUND || code == CelErrorCode.INDEX_OUT_OF_BOUNDS;
    }

    @Override
    public String toString() {
        return source;
    }
}
