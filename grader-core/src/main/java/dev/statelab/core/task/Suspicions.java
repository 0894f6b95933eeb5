package dev.statelab.core.task;

import dev.statelab.core.expression.Value;
import dev.statelab.core.result.Credit;
import dev.statelab.core.task.Repeat.ForEach;
import dev.statelab.core.task.action.Await;
import dev.statelab.core.task.action.DeletePod;
import dev.statelab.core.task.action.Exec;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.ReadFile;
import dev.statelab.core.task.action.Resolve;
import dev.statelab.core.task.action.RunCheck;
import dev.statelab.core.task.action.Scale;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** What can be graded with, but is hardly meant: each becomes a warning. For a file without mistakes. */
final class Suspicions {
    private static final Set<String> READ_ONLY = Set.of("GET", "HEAD");

    private final Mistakes mistakes;

    private Suspicions(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    static void check(Fields spec, List<Parameter> parameters, List<Observation> observations,
            List<Criterion> criteria, Mistakes mistakes) {
        Suspicions suspicions = new Suspicions(mistakes);
        suspicions.checkUse(spec, parameters, observations, criteria);
        Map<String, Long> uses = criteria.stream().flatMap(Criterion::randomNames)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        Set<String> titles = new HashSet<>();
        for (int i = 0; i < criteria.size(); i++) {
            Fields fields = Fields.ofAnyKeys(place(spec, "criteria", i), "a criterion", mistakes);
            Criterion criterion = criteria.get(i);
            if (!titles.add(criterion.title())) {
                mistakes.warn(fields.place("title"), "a title of its own", "'" + criterion.title() + "' again");
            }
            suspicions.check(fields, criterion);
            suspicions.checkRandom(fields, criterion, uses);
        }
    }

    private void checkUse(Fields spec, List<Parameter> parameters, List<Observation> observations,
            List<Criterion> criteria) {
        if (criteria.stream().flatMap(criterion -> criterion.steps().stream()).anyMatch(Suspicions::isCheck)) {
            return;
        }
        Set<String> used = new HashSet<>();
        parameters.forEach(parameter -> used.addAll(parameter.references()));
        observations.forEach(observation -> observation.selection().anchor().ifPresent(used::add));
        for (Criterion criterion : criteria) {
            criterion.expectations().forEach(expectation -> used.addAll(expectation.references()));
            for (Step step : criterion.steps()) {
                used.addAll(step.references());
                workload(step).ifPresent(used::add);
            }
            if (criterion.repeat() instanceof ForEach forEach) {
                used.add(forEach.in());
            }
        }
        Fields observe = Fields.ofAnyKeys(spec.place("observe"), "observe", mistakes);
        for (Observation observation : observations) {
            if (!used.contains(observation.id()) && observe.keys().contains(observation.id())) {
                mistakes.warn(observe.keyPlace(observation.id()), "an observation that something uses",
                        "'" + observation.id() + "', which nothing uses");
            }
        }
        for (Parameter parameter : parameters) {
            if (!used.contains(parameter.id())) {
                mistakes.warn(Fields.ofAnyKeys(spec.place("parameters"), "parameters", mistakes)
                        .keyPlace(parameter.id()), "a parameter that something uses",
                        "'" + parameter.id() + "', which nothing uses");
            }
        }
    }

    /**
     * A random value that is asked for, and neither sent nor expected anywhere else, cannot be found. That may be the point:
     * then 404 is expected.
     */
    private void checkRandom(Fields fields, Criterion criterion, Map<String, Long> uses) {
        for (int i = 0; i < criterion.steps().size(); i++) {
            Step step = criterion.steps().get(i);
            boolean wantsNothing = step.expect().stream().anyMatch(each -> each.that().source().contains("404"));
            if (step.action() instanceof Http http && READ_ONLY.contains(http.method()) && !wantsNothing) {
                for (String name : http.path().randomNames()) {
                    if (uses.getOrDefault(name, 0L) == 1) {
                        mistakes.warn(place(fields, "steps", i),
                                "'random." + name + "' to be sent or expected elsewhere",
                                "it in this " + http.method() + " alone");
                    }
                }
            }
        }
    }

    private void check(Fields fields, Criterion criterion) {
        checkExpectations(fields, criterion, criterion.expect());
        for (int i = 0; i < criterion.steps().size(); i++) {
            Fields step = Fields.ofAnyKeys(place(fields, "steps", i), "a step", mistakes);
            checkExpectations(step, criterion, criterion.steps().get(i).expect());
            checkCaptures(step, criterion.steps().get(i), criterion.steps().subList(i + 1, criterion.steps().size()));
        }
        if (!criterion.within().equals(Duration.ZERO) && criterion.expect().isEmpty()
                && criterion.repeat() instanceof Repeat.Once) {
            mistakes.warn(fields.keyPlace("within"), "'expect', which 'within' gives time to", "none");
        }
        if (criterion.disruptive() && criterion.steps().stream().noneMatch(step -> step.action().disturbs())) {
            mistakes.warn(fields.keyPlace("disruptive"), "a step that disturbs pods, or no 'disruptive'", "neither");
        }
        Set<String> needs = new HashSet<>();
        for (String need : criterion.needs()) {
            if (!needs.add(need)) {
                mistakes.warn(fields.place("needs"), "each criterion once", "'" + need + "' again");
            }
        }
    }

    private void checkExpectations(Fields fields, Criterion criterion, List<Expectation> expectations) {
        Set<List<Object>> seen = new LinkedHashSet<>();
        for (int i = 0; i < expectations.size(); i++) {
            Expectation expectation = expectations.get(i);
            Node place = place(fields, "expect", i);
            String that = "'" + expectation.that().source() + "'";
            if (!seen.add(List.of(expectation.that().source(), expectation.needs()))) {
                mistakes.warn(place, "each expectation once", that + " again");
            }
            if (expectation.hint().isEmpty() && criterion.points() > 0 && criterion.credit() != Credit.HIDDEN) {
                mistakes.warn(place, "a hint: what to try when " + that + " does not hold", "none");
            }
            if (expectation.that().constant().equals(Optional.of(new Value.Known(true)))) {
                mistakes.warn(place, "an expression that may be false", that + ", which always holds");
            }
            expectation.needs().stream().filter(criterion.needs()::contains).forEach(need -> mistakes.warn(place,
                    "'needs' of the criterion or of the expectation", "'" + need + "' in both"));
        }
    }

    private static Optional<String> workload(Step step) {
        return switch (step.action()) {
            case Scale scale -> Optional.of(scale.workload());
            case Patch patch -> Optional.of(patch.workload());
            case Http _,Exec _,ReadFile _,Resolve _,DeletePod _,Await _,RunCheck _ -> Optional.empty();
        };
    }

    /** A check in Java may use whatever there is. */
    private static boolean isCheck(Step step) {
        return step.action() instanceof RunCheck;
    }

    private void checkCaptures(Fields fields, Step step, List<Step> later) {
        if (later.stream().anyMatch(Suspicions::isCheck)) {
            return;
        }
        Set<String> used = new HashSet<>();
        later.forEach(each -> used.addAll(each.references()));
        step.capture().values().forEach(expression -> used.addAll(expression.references()));
        Optional<Node> capture = fields.find("capture");
        for (Map.Entry<String, ?> captured : step.capture().entrySet()) {
            if (!used.contains(captured.getKey()) && capture.isPresent()) {
                mistakes.warn(Fields.ofAnyKeys(capture.get(), "capture", mistakes).keyPlace(captured.getKey()),
                        "a captured value that a later step uses", "'" + captured.getKey() + "', which none uses");
            }
        }
    }

    /** Where an element of a list is. */
    private static Node place(Fields fields, String key, int index) {
        return fields.list(key, node -> node).get(index);
    }
}
