package dev.statelab.core.task;

import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.expression.Value;
import dev.statelab.core.result.Credit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What must be right about the criteria as a whole: their ids, what they need, their points. */
final class Rubric {
    private final Map<String, Criterion> byId = new LinkedHashMap<>();
    private final Set<String> acyclic = new HashSet<>();
    private final Mistakes mistakes;

    private Rubric(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    static void check(Fields spec, List<Criterion> criteria, int maxPoints, Mistakes mistakes) {
        Optional<Node> written = spec.find("criteria");
        List<Node> places = written.isPresent() && written.get() instanceof SequenceNode sequence
                ? sequence.getValue()
                : List.of();
        if (!places.isEmpty()) {
            new Rubric(mistakes).check(places, criteria);
            checkPoints(spec, criteria, maxPoints, mistakes);
        } else if (written.isPresent()) {
            mistakes.add(written.get(), "at least one criterion", "none");
        }
    }

    private void check(List<Node> places, List<Criterion> criteria) {
        for (int i = 0; i < criteria.size(); i++) {
            Criterion criterion = criteria.get(i);
            if (byId.putIfAbsent(criterion.id(), criterion) != null && !criterion.id().isEmpty()) {
                mistakes.add(places.get(i), "each id once", "'" + criterion.id() + "' again");
            }
        }
        for (int i = 0; i < criteria.size(); i++) {
            for (String need : criteria.get(i).allNeeds()) {
                if (!byId.containsKey(need) && !need.isEmpty()) {
                    mistakes.add(places.get(i), "'needs' to name one of " + String.join(", ", byId.keySet()),
                            "'" + need + "'" + Suggestion.among(byId.keySet(), need));
                }
            }
            checkReach(criteria.get(i), places.get(i));
            checkCredit(criteria.get(i), places.get(i));
            checkCycle(criteria.get(i).id(), new LinkedHashSet<>(), places.get(i));
        }
    }

    /** A criterion that asks for what cannot be is never passed, and neither is one that needs it. */
    private void checkReach(Criterion criterion, Node place) {
        criterion.expectations().filter(Rubric::neverHolds).forEach(expectation -> mistakes.add(place,
                "expectations that can come true", "'" + expectation.that() + "', which never does"));
        criterion.allNeeds().stream().sorted().filter(id -> neverPasses(id, new HashSet<>())).forEach(
                id -> mistakes.add(place, "'needs' to name criteria that can pass", "'" + id + "', which never does"));
    }

    private boolean neverPasses(String id, Set<String> path) {
        return path.add(id) && byId.containsKey(id)
                && (byId.get(id).expectations().anyMatch(Rubric::neverHolds)
                        || byId.get(id).allNeeds().stream().anyMatch(need -> neverPasses(need, path)));
    }

    private static boolean neverHolds(Expectation expectation) {
        Optional<Value> constant = expectation.that().constant();
        return constant.isPresent() && !constant.get().equals(new Value.Known(true));
    }

    /** What students see may not hang on what they do not see, and what they need to pass not on what they need not. */
    private void checkCredit(Criterion criterion, Node place) {
        for (String id : criterion.allNeeds()) {
            Optional<Credit> needed = Optional.ofNullable(byId.get(id)).map(Criterion::credit);
            boolean wrong = switch (criterion.credit()) {
                case REGULAR -> needed.filter(credit -> credit != Credit.REGULAR).isPresent();
                case BONUS -> needed.filter(credit -> credit == Credit.HIDDEN).isPresent();
                case HIDDEN -> false;
            };
            if (wrong) {
                mistakes.add(place, "a criterion that needs no "
                        + needed.map(credit -> credit.name().toLowerCase(Locale.ROOT)).orElse("") + " one",
                        "'" + id + "' in 'needs'");
            }
        }
    }

    private void checkCycle(String id, Set<String> path, Node place) {
        if (acyclic.contains(id) || !byId.containsKey(id)) {
            return;
        }
        if (!path.add(id)) {
            List<String> cycle = new ArrayList<>(path);
            mistakes.add(place, "'needs' without a circle",
                    String.join(" needs ", cycle.subList(cycle.indexOf(id), cycle.size())) + " needs " + id);
        } else {
            byId.get(id).allNeeds().stream().sorted().forEach(need -> checkCycle(need, path, place));
            path.remove(id);
        }
        acyclic.add(id);
    }

    private static void checkPoints(Fields spec, List<Criterion> criteria, int maxPoints, Mistakes mistakes) {
        int sum = criteria.stream().filter(criterion -> criterion.credit() == Credit.REGULAR)
                .mapToInt(Criterion::points).sum();
        if (sum != maxPoints) {
            mistakes.add(spec.keyPlace(spec.find("maxPoints").isPresent() ? "maxPoints" : "criteria"),
                    "criteria worth " + maxPoints + " points together, without bonus and hidden ones", sum + " points");
        }
    }
}
