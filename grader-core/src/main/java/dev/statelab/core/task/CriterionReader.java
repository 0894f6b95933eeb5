package dev.statelab.core.task;

import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.expression.TemplateCompiler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code spec.criteria}. */
final class CriterionReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int MOST_POINTS = 10_000;

    private final Set<String> names;
    private final ExpectationReader expectations;
    private final StepReader steps;
    private final Mistakes mistakes;

    CriterionReader(List<Observation> observations, ExpressionCompiler compiler, Mistakes mistakes) {
        this.mistakes = mistakes;
        this.names = new LinkedHashSet<>(observations.stream().map(Observation::id).toList());
        this.names.add(ExpressionCompiler.RANDOM);
        this.expectations = new ExpectationReader(compiler, new TemplateCompiler(compiler), mistakes);
        this.steps = new StepReader(expectations, mistakes);
    }

    List<Criterion> read(Fields spec) {
        spec.require("criteria");
        return spec.list("criteria", this::criterion);
    }

    private Criterion criterion(Node node) {
        Fields fields = Fields.of(node, "a criterion", Keys.CRITERION, mistakes);
        Criterion criterion = new Criterion(
                fields.text("id", ID, "lower-case letters, digits and dashes"),
                fields.text("title"),
                summary(fields),
                fields.number("points", 0, MOST_POINTS),
                fields.texts("needs"),
                fields.duration("within", Duration.ZERO, Duration.ZERO),
                fields.flag("disruptive"),
                expectations.read(fields, Keys.EXPECTATION, names),
                steps.read(fields, names));
        if (fields.find("expect").isEmpty() && fields.find("steps").isEmpty()) {
            mistakes.add(node, "'expect' or 'steps'", "neither");
        }
        if (!criterion.disruptive() && criterion.steps().stream().anyMatch(step -> step.action().disturbs())) {
            mistakes.add(fields.place("steps"), "'disruptive: true' for a criterion that disturbs pods", "none");
        }
        return criterion;
    }

    private String summary(Fields fields) {
        String summary = fields.text("summary", "").strip();
        if (summary.contains("\n") || summary.contains("|")) {
            mistakes.add(fields.place("summary"), "one line without '|', for a table", "'" + summary + "'");
        }
        return summary;
    }
}
