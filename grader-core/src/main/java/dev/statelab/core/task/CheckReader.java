package dev.statelab.core.task;

import dev.statelab.core.check.Check;
import dev.statelab.core.check.CheckContext;
import dev.statelab.core.check.CheckResult;
import dev.statelab.core.check.Checks;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.expression.Template;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.RunCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads {@code check}. */
final class CheckReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("name", "with", "timeout");

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ExpectationReader expectations;
    private final Supplier<Checks.Found> checks;
    private final Mistakes mistakes;

    /** @param checks is asked only for a task that uses one */
    CheckReader(ExpectationReader expectations, Supplier<Checks.Found> checks, Mistakes mistakes) {
        this.expectations = expectations;
        this.checks = checks;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields fields = step.fields(key, KEYS);
        Optional<Check> check = find(fields);
        Map<String, Template> parameters = check.map(found -> parameters(fields, found.parameters(), names))
                .orElseGet(Map::of);
        return new RunCheck(check.orElseGet(StandIn::new), parameters, fields.duration("timeout", SHORTEST, TIMEOUT));
    }

    private Optional<Check> find(Fields fields) {
        String name = fields.text("name");
        return switch (checks.get()) {
            case Checks.Found.These(Map<String, Check> byName) when byName.containsKey(name) ->
                Optional.ofNullable(byName.get(name));
            case Checks.Found.These(Map<String, Check> byName) -> {
                Set<String> known = new TreeSet<>(byName.keySet());
                mistakes.add(fields.place("name"), known.isEmpty()
                        ? "a check from a jar in the folder '" + Checks.FOLDER + "' beside the task"
                        : "one of the checks " + String.join(", ", known),
                        "'" + name + "'" + Suggestion.among(known, name));
                yield Optional.empty();
            }
            case Checks.Found.Unusable(String why) -> {
                mistakes.add(fields.place("name"), "checks that can be used", why);
                yield Optional.empty();
            }
        };
    }

    private Map<String, Template> parameters(Fields fields, Set<String> declared, Set<String> names) {
        Map<String, Template> parameters = new LinkedHashMap<>();
        Optional<Fields> given = fields.find("with")
                .map(node -> Fields.of(node, "with", new TreeSet<>(declared), mistakes));
        for (String parameter : new TreeSet<>(declared)) {
            if (given.flatMap(with -> with.find(parameter)).isEmpty()) {
                mistakes.add(fields.place("with"), "a parameter '" + parameter + "' under 'with'", "none");
            } else {
                given.ifPresent(with -> parameters.put(parameter, expectations.template(with, parameter, names)));
            }
        }
        return parameters;
    }

    /** For a check that is not there: the task has a mistake, and is never used. */
    private static final class StandIn implements Check {

        @Override
        public String name() {
            return "";
        }

        @Override
        public Set<String> parameters() {
            return Set.of();
        }

        @Override
        public CheckResult run(CheckContext context) {
            throw new IllegalStateException("a task with mistakes is never used");
        }
    }
}
