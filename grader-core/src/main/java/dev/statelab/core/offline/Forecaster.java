package dev.statelab.core.offline;

import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a task by what manifests say, with the same criteria and the same rules as a live evaluation. What fails here fails
 * or is blocked there, and what holds here passes there, if the namespace was empty before: whatever depends on more is
 * left open.
 */
public final class Forecaster {
    private final Task task;
    private final Foreseen foreseen;
    private final List<StateForecast> states;
    private final Map<String, Criterion> criteria = new LinkedHashMap<>();
    private final Map<String, Prediction> predictions = new LinkedHashMap<>();

    /** @param named what the student says that parameters of the task are, by their ids */
    public Forecaster(Task task, Map<String, String> named, Foreseen foreseen) {
        this.task = task;
        this.foreseen = foreseen;
        this.states = foreseen.states().stream().map(state -> StateForecast.of(task, named, state)).toList();
        task.criteria().forEach(criterion -> criteria.put(criterion.id(), criterion));
    }

    /** What the parameters of the task stand for where everything came as the manifests want it. */
    public List<ParameterResult> parameters() {
        return states.getLast().parameters().results();
    }

    /** One for each criterion, in the order of the task. */
    public List<Forecast> forecasts() {
        return task.criteria().stream().map(each -> new Forecast(each, prediction(each.id()))).toList();
    }

    private Prediction prediction(String id) {
        Optional<Prediction> known = Optional.ofNullable(predictions.get(id));
        if (known.isPresent()) {
            return known.get();
        }
        Prediction prediction = predict(Optional.ofNullable(criteria.get(id)).orElseThrow());
        predictions.put(id, prediction);
        return prediction;
    }

    private Prediction predict(Criterion criterion) {
        Optional<Prediction> blocked = blocked(criterion.needs());
        if (blocked.isPresent()) {
            return blocked.get();
        }
        Optional<Prediction> unread = criterion.needs().stream().map(this::prediction)
                .filter(Prediction.Unread.class::isInstance).findFirst();
        if (unread.isPresent()) {
            return unread.get();
        }
        Optional<Shortfall> shortfall = states.getLast().shortfall(criterion);
        if (shortfall.isPresent() && states.stream().allMatch(state -> state.shortfall(criterion).isPresent())) {
            return fails(shortfall.get());
        }
        Set<String> needs = new LinkedHashSet<>(refused(states.getLast().objects(criterion)));
        needs.addAll(states.getLast().needs(criterion));
        if (needs.isEmpty() && states.stream().anyMatch(state -> state.shortfall(criterion).isPresent())) {
            needs.add("the pods to be created");
        }
        criterion.needs().stream().filter(need -> prediction(need) instanceof Prediction.Open)
                .forEach(need -> needs.add("the criterion " + need + " to pass"));
        return needs.isEmpty() ? new Prediction.Holds() : new Prediction.Open(List.copyOf(needs));
    }

    private Prediction fails(Shortfall shortfall) {
        List<ObjectName> missing = shortfall.missing();
        List<String> refused = refused(missing);
        if (!refused.isEmpty()) {
            return new Prediction.Open(refused);
        }
        if (!missing.isEmpty() && !foreseen.unread().isEmpty()) {
            return new Prediction.Unread(foreseen.unread());
        }
        return blocked(shortfall.needs())
                .orElseGet(() -> new Prediction.Fails(shortfall.finding(), shortfall.fields()));
    }

    private List<String> refused(Collection<ObjectName> objects) {
        return objects.stream().filter(foreseen.refused()::contains)
                .map(refused -> refused + " in a form that the API server takes").toList();
    }

    private Optional<Prediction> blocked(List<String> needs) {
        for (String need : needs) {
            switch (prediction(need)) {
                case Prediction.Fails _ -> {
                    return Optional.of(new Prediction.Blocked(need));
                }
                case Prediction.Blocked root -> {
                    return Optional.of(root);
                }
                case Prediction.Holds _,Prediction.Open _,Prediction.Unread _ -> {
                }
            }
        }
        return Optional.empty();
    }
}
