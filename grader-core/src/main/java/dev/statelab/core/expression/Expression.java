package dev.statelab.core.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.statelab.core.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A compiled CEL expression. Immutable, and safe for use by many threads. */
public final class Expression {
    private final String source;
    private final ExpressionTraits traits;
    private final Supplier<Program> plan;
    private volatile @Nullable Program program;

    /** @param plan makes what evaluates it, when that is first needed; the same each time, as it may be asked for twice */
    Expression(String source, ExpressionTraits traits, Supplier<Program> plan) {
        this.source = source;
        this.traits = traits;
        this.plan = plan;
    }

    /** As it is written in the task. */
    public String source() {
        return source;
    }

    /** CEL's name of the type of its value, such as {@code bool}. */
    String type() {
        return traits.type();
    }

    /** The names that it uses: observations, captured values, {@code response} and the like. */
    public Set<String> references() {
        return traits.references();
    }

    /** The NAMEs of {@code random.NAME}. */
    public Set<String> randomNames() {
        return traits.randomNames();
    }

    /** The names of the fields that it reads anywhere in what its names stand for. */
    public Set<String> fields() {
        return traits.fields();
    }

    /** Whether it reads nothing of what its names stand for but {@code spec}: what somebody wants, not what there is. */
    public boolean readsOnlySpecs() {
        return traits.readsOnlySpecs();
    }

    /**
     * Evaluates over values such as {@link Values} makes.
     *
     * @param bindings a value for each name in {@link #references()}
     */
    public Value evaluate(Map<String, Object> bindings) {
        try {
            return new Value.Known(program().eval(bindings));
        } catch (CelEvaluationException e) {
            String message = Limits.cut(String.valueOf(e.getMessage()), Limits.TEXT);
            return isAbsence(e.getErrorCode()) ? new Value.Nothing(message) : new Value.Faulty(message);
        }
    }

    /** What it always comes to; empty for an expression that uses any name. */
    public Optional<Value> constant() {
        return references().isEmpty() ? Optional.of(evaluate(Map.of())) : Optional.empty();
    }

    private Program program() {
        Program planned = program;
        if (planned == null) {
            planned = plan.get();
            program = planned;
        }
        return planned;
    }

    private static boolean isAbsence(CelErrorCode code) {
        return code == CelErrorCode.ATTRIBUTE_NOT_FOUND || code == CelErrorCode.INDEX_OUT_OF_BOUNDS;
    }

    @Override
    public String toString() {
        return source;
    }
}
