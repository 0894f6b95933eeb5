package dev.statelab.core.task;

import dev.statelab.core.check.Checks;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.result.Credit;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code spec.criteria}. */
final class CriterionReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    static final int MOST_POINTS = 10_000;
    private static final int MOST_OBJECTS = 1_000;

    private final Set<String> names;
    private final List<Observation> observations;
    private final ExpectationReader expectations;
    private final StepReader steps;
    private final Mistakes mistakes;

    CriterionReader(
            Set<String> parameters,
            List<Observation> observations,
            ExpectationReader expectations,
            Supplier<Checks.Found> checks,
            Mistakes mistakes) {
        this.mistakes = mistakes;
        this.observations = List.copyOf(observations);
        this.names = new LinkedHashSet<>(observations.stream().map(Observation::id).toList());
        this.names.addAll(parameters);
        this.names.add(ExpressionCompiler.RANDOM);
        this.expectations = expectations;
        this.steps = new StepReader(observations, expectations, checks, mistakes);
    }

    List<Criterion> read(Fields spec) {
        spec.require("criteria");
        return spec.list("criteria", this::criterion);
    }

    private Criterion criterion(Node node) {
        Fields fields = Fields.of(node, "a criterion", Keys.CRITERION, mistakes);
        Repeat repeat = fields.find("forEach").map(forEach -> forEach(forEach)).orElseGet(Repeat.Once::new);
        Set<String> known = new LinkedHashSet<>(names);
        if (repeat instanceof Repeat.ForEach forEach) {
            known.add(forEach.name());
        }
        Criterion criterion = new Criterion(
                fields.text("id", ID, "lower-case letters, digits and dashes"),
                fields.text("title"),
                summary(fields),
                fields.number("points", 0, MOST_POINTS),
                credit(fields),
                fields.texts("needs"),
                fields.duration("within", Duration.ZERO, Duration.ZERO),
                fields.duration("timeout", Duration.ofMillis(100), Duration.ZERO),
                fields.flag("disruptive"),
                repeat,
                expectations.read(fields, Keys.EXPECTATION, known),
                steps.read(fields, known));
        if (fields.find("expect").isEmpty() && fields.find("steps").isEmpty()) {
            mistakes.add(node, "'expect' or 'steps'", "neither");
        }
        if (!criterion.disruptive() && criterion.steps().stream().anyMatch(step -> step.action().disturbs())) {
            mistakes.add(fields.place("steps"), "'disruptive: true' for a criterion that disturbs pods", "none");
        }
        checkParts(fields, criterion);
        return criterion;
    }

    private void checkParts(Fields fields, Criterion criterion) {
        int sum = criterion.expectations().mapToInt(Expectation::points).sum();
        if (criterion.isGradedInParts() && sum != criterion.points()) {
            mistakes.add(fields.place("points"), "the " + sum + " points that its expectations are worth together",
                    criterion.points() + " points");
        }
    }

    private Credit credit(Fields fields) {
        boolean bonus = fields.flag("bonus");
        boolean hidden = fields.flag("hidden");
        if (bonus && hidden) {
            mistakes.add(fields.keyPlace("hidden"), "'bonus' or 'hidden': hidden points are counted apart anyway",
                    "both");
        }
        return hidden ? Credit.HIDDEN : bonus ? Credit.BONUS : Credit.REGULAR;
    }

    private Repeat forEach(Node node) {
        Fields fields = Fields.of(node, "forEach", Keys.FOR_EACH, mistakes);
        String name = fields.text("name");
        Names.check(name, fields.place("name"), mistakes);
        if (names.contains(name)) {
            mistakes.add(fields.place("name"), "a name that is not in use yet", "'" + name + "'");
        }
        List<String> lists = observations.stream().filter(Observation::isList)
                .map(Observation::id).toList();
        String in = fields.text("in");
        if (!lists.contains(in) && !in.isEmpty()) {
            mistakes.add(fields.place("in"), "one of the observations that are lists: " + String.join(", ", lists),
                    "'" + in + "'" + Suggestion.among(lists, in));
        }
        return new Repeat.ForEach(name, in, fields.number("atLeast", 1, MOST_OBJECTS, 1), fields.flag("freshRandom"));
    }

    private String summary(Fields fields) {
        String summary = fields.text("summary", "").strip();
        if (summary.contains("\n") || summary.contains("|")) {
            mistakes.add(fields.place("summary"), "one line without '|', for a table", "'" + summary + "'");
        }
        return summary;
    }
}
