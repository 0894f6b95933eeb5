package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.Value;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fills in the texts of one step, and remembers the first reason why that does not work. What is filled in may come from
 * the student, so each place has its escape.
 */
final class Filling {

    private static final Pattern POD_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final Judge judge;
    private Optional<Outcome> hindrance = Optional.empty();

    Filling(Judge judge) {
        this.judge = judge;
    }

    /** Why the step cannot be taken; empty when everything could be filled in. */
    Optional<Outcome> hindrance() {
        return hindrance;
    }

    String text(Template template) {
        return text(template, UnaryOperator.identity());
    }

    String text(Template template, UnaryOperator<String> escape) {
        judge.hindrance(template.references(),
                what -> new Fails(new Finding("the objects that this check works on", what, ""))).ifPresent(this::stop);
        return switch (template.render(judge.bind(template.references()), escape)) {
            case Value.Known(Object value) -> value.toString();
            case Value.Nothing(String message) -> unfillable(message);
            case Value.Faulty(String message) -> unfillable(message);
        };
    }

    /** A name that may go into a URL. */
    String podName(Template template) {
        String name = text(template);
        return POD_NAME.matcher(name).matches() ? name : unfillable("'" + name + "' cannot be the name of a pod");
    }

    private String unfillable(String message) {
        stop(new Unclear(new Cause(Cause.Reason.FAULTY_TASK, "a step of the task cannot be taken: " + message)));
        return "";
    }

    private void stop(Verdict verdict) {
        hindrance = hindrance.or(() -> switch (verdict) {
            case Fails(Finding finding) -> Optional.of(new Outcome.Failed(finding));
            case Unclear(Cause cause) -> Optional.of(new Outcome.Inconclusive(cause));
            case Holds _ -> Optional.empty();
        });
    }
}
