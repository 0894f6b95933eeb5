package dev.statelab.core.task;

import dev.statelab.core.check.Checks;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Await;
import dev.statelab.core.task.action.DeletePod;
import dev.statelab.core.task.action.Exec;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.ReadFile;
import dev.statelab.core.task.action.Resolve;
import dev.statelab.core.task.action.RunCheck;
import dev.statelab.core.task.action.Scale;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the steps of a criterion. Each sees the values that the steps before it captured. */
final class StepReader {

    private final Map<String, ActionReader> actions = new LinkedHashMap<>();
    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    StepReader(
            List<Observation> observations,
            ExpectationReader expectations,
            Supplier<Checks.Found> checks,
            Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
        actions.put("http", new HttpReader(expectations, mistakes));
        actions.put("exec", new ExecReader(expectations, mistakes));
        actions.put("file", new ReadFileReader(expectations, mistakes));
        actions.put("resolve", new ResolveReader(expectations));
        actions.put("deletePod", new DeletePodReader(expectations));
        Workloads workloads = new Workloads(observations, mistakes);
        actions.put("scale", new ScaleReader(workloads, expectations));
        actions.put("patch", new PatchReader(workloads, expectations, mistakes));
        actions.put("await", new AwaitReader(mistakes));
        actions.put("check", new CheckReader(expectations, checks, mistakes));
    }

    List<Step> read(Fields criterion, Set<String> names) {
        Set<String> known = new LinkedHashSet<>(names);
        return criterion.list("steps", node -> step(node, known)).stream().flatMap(Optional::stream).toList();
    }

    private Optional<Step> step(Node node, Set<String> known) {
        Fields fields = Fields.of(node, "a step", Keys.STEP, mistakes);
        List<String> found = actions.keySet().stream().filter(key -> fields.find(key).isPresent()).toList();
        if (found.size() != 1) {
            mistakes.add(node, "exactly one of " + String.join(", ", actions.keySet()),
                    found.isEmpty() ? "none" : String.join(", ", found));
            return Optional.empty();
        }
        String key = found.getFirst();
        Action action = Optional.ofNullable(actions.get(key)).orElseThrow().read(fields, key, known);
        if (onlyLooks(action) && fields.find("expect").isEmpty() && fields.find("capture").isEmpty()) {
            mistakes.add(node, "'expect' or 'capture' for what " + key + " finds", "neither");
        }
        Set<String> inside = new LinkedHashSet<>(known);
        action.brings().ifPresent(inside::add);
        List<Expectation> expect = expectations.read(fields, Keys.STEP_EXPECTATION, inside);
        return Optional.of(new Step(action, expect, capture(fields, inside, known)));
    }

    private static boolean onlyLooks(Action action) {
        return switch (action) {
            case ReadFile _,Resolve _ -> true;
            case Http _,Exec _,DeletePod _,Scale _,Patch _,Await _,RunCheck _ -> false;
        };
    }

    private Map<String, Expression> capture(Fields fields, Set<String> inside, Set<String> known) {
        Map<String, Expression> captured = new LinkedHashMap<>();
        fields.find("capture").ifPresent(node -> {
            Fields capture = Fields.ofAnyKeys(node, "capture", mistakes);
            for (String name : capture.keys()) {
                Names.check(name, capture.keyPlace(name), mistakes);
                if (known.contains(name)) {
                    mistakes.add(capture.keyPlace(name), "a name that is not in use yet", "'" + name + "'");
                }
                capture.require(name);
                expectations.value(capture, name, inside).ifPresent(expression -> captured.put(name, expression));
                inside.add(name);
            }
            known.addAll(capture.keys());
        });
        return captured;
    }
}
