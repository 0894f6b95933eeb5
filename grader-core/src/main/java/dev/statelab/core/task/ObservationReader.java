package dev.statelab.core.task;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.LabelSelector.Operator;
import dev.statelab.core.task.LabelSelector.Requirement;
import dev.statelab.core.task.Observation.ClaimedBy;
import dev.statelab.core.task.Observation.ControlledBy;
import dev.statelab.core.task.Observation.EndpointsOf;
import dev.statelab.core.task.Observation.ItemOf;
import dev.statelab.core.task.Observation.Labelled;
import dev.statelab.core.task.Observation.Named;
import dev.statelab.core.task.Observation.OfParameter;
import dev.statelab.core.task.Observation.SelectedBy;
import dev.statelab.core.task.Observation.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code spec.observe}. */
final class ObservationReader {
    private final Mistakes mistakes;

    ObservationReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * All observations, parameters that are objects first.
     *
     * @param parameters the names that parameters have taken
     * @param objects the parameters that are objects
     */
    List<Observation> read(Fields spec, Set<String> parameters, List<Observation> objects) {
        if (spec.require("observe").isEmpty()) {
            return objects;
        }
        Fields observe = Fields.ofAnyKeys(spec.place("observe"), "observe", mistakes);
        Map<String, Observation> observations = new LinkedHashMap<>();
        objects.forEach(object -> observations.put(object.id(), object));
        Map<String, Fields> written = new LinkedHashMap<>();
        for (String id : observe.keys()) {
            Names.check(id, observe.keyPlace(id), mistakes);
            if (parameters.contains(id)) {
                mistakes.add(observe.keyPlace(id), "a name that is not in use yet", "'" + id + "', a parameter");
            }
            Fields fields = Fields.of(observe.place(id), "an observation", Keys.OBSERVATION, mistakes);
            written.put(id, fields);
            observations.put(id, new Observation(id,
                    new ResourceKind(fields.text("apiVersion"), fields.text("kind")), selection(fields)));
        }
        observations.values().forEach(
                observation -> checkAnchor(observation, observations, written.getOrDefault(observation.id(), observe)));
        return new ArrayList<>(observations.values());
    }

    private Selection selection(Fields fields) {
        Set<String> chosen = new LinkedHashSet<>(Keys.SELECTIONS);
        chosen.retainAll(fields.keys());
        if (chosen.size() != 1) {
            mistakes.add(fields.node(), "exactly one of " + String.join(", ", Keys.SELECTIONS),
                    chosen.isEmpty() ? "none" : String.join(", ", chosen));
        }
        if (fields.find("template").isPresent() && !chosen.contains("claimedBy")) {
            mistakes.add(fields.keyPlace("template"), "'template' beside 'claimedBy'", "no 'claimedBy'");
        }
        return switch (chosen.isEmpty() ? "name" : chosen.iterator().next()) {
            case "labelSelector" -> new Labelled(labelSelector(fields));
            case "controlledBy" -> new ControlledBy(fields.text("controlledBy"));
            case "claimedBy" -> new ClaimedBy(fields.text("claimedBy"), fields.text("template", ""));
            case "selectedBy" -> new SelectedBy(fields.text("selectedBy"));
            case "endpointsOf" -> new EndpointsOf(fields.text("endpointsOf"));
            default -> new Named(fields.text("name", ""));
        };
    }

    private LabelSelector labelSelector(Fields fields) {
        Fields selector = fields.fields("labelSelector", Keys.LABEL_SELECTOR);
        Map<String, String> labels = new LinkedHashMap<>();
        selector.find("matchLabels").ifPresent(node -> {
            Fields wanted = Fields.ofAnyKeys(node, "matchLabels", mistakes);
            wanted.keys().forEach(label -> labels.put(label, wanted.text(label)));
        });
        List<Requirement> requirements = selector.list("matchExpressions", this::requirement);
        if (labels.isEmpty() && requirements.isEmpty()) {
            mistakes.add(fields.place("labelSelector"), "labels in matchLabels or matchExpressions", "none");
        }
        return new LabelSelector(labels, requirements);
    }

    private Requirement requirement(Node node) {
        Fields fields = Fields.of(node, "a requirement", Keys.LABEL_REQUIREMENT, mistakes);
        String key = fields.text("key");
        List<String> operators = Stream.of(Operator.values()).map(Operator::name).toList();
        String operator = fields.text("operator");
        List<String> values = fields.texts("values");
        if (!operators.contains(operator)) {
            if (!operator.isEmpty()) {
                mistakes.add(fields.place("operator"), "one of " + String.join(", ", operators),
                        "'" + operator + "'" + Suggestion.among(operators, operator));
            }
            return new Requirement(key, Operator.Exists, values);
        }
        boolean wantsValues = operator.equals("In") || operator.equals("NotIn");
        if (wantsValues == values.isEmpty()) {
            mistakes.add(fields.place("values"), wantsValues ? "values for " + operator : "no values for " + operator,
                    values.isEmpty() ? "none" : String.join(", ", values));
        }
        return new Requirement(key, Operator.valueOf(operator), values);
    }

    private void checkAnchor(Observation observation, Map<String, Observation> all, Fields written) {
        Optional<String> anchor = observation.selection().anchor();
        if (anchor.isEmpty() || anchor.get().isEmpty()) {
            return;
        }
        String key = Keys.SELECTIONS.stream().filter(written.keys()::contains).findFirst().orElse("");
        Observation found = all.get(anchor.get());
        if (found == null) {
            mistakes.add(written.place(key), "one of the observations " + String.join(", ", all.keySet()),
                    "'" + anchor.get() + "'" + Suggestion.among(all.keySet(), anchor.get()));
        } else if (isCircle(observation, all)) {
            mistakes.add(written.place(key), "an observation that is not found by this one", "'" + anchor.get() + "'");
        } else {
            wantedKinds(observation, found, written.place(key));
        }
    }

    private static boolean isCircle(Observation observation, Map<String, Observation> all) {
        Set<String> path = new HashSet<>();
        Optional<Observation> at = Optional.of(observation);
        while (at.isPresent()) {
            if (!path.add(at.get().id())) {
                return true;
            }
            at = at.get().selection().anchor().flatMap(anchor -> Optional.ofNullable(all.get(anchor)));
        }
        return false;
    }

    private void wantedKinds(Observation observation, Observation anchor, Node at) {
        switch (observation.selection()) {
            case ClaimedBy _ -> {
                wantKind("PersistentVolumeClaim", observation, at);
                wantKind("StatefulSet", anchor, at);
            }
            case SelectedBy _ -> wantKind("Service", anchor, at);
            case EndpointsOf _ -> {
                wantKind("EndpointSlice", observation, at);
                wantKind("Service", anchor, at);
            }
            case ControlledBy _,Labelled _,Named _,OfParameter _,ItemOf _ -> {
            }
        }
    }

    private void wantKind(String kind, Observation observation, Node at) {
        if (!observation.kind().kind().equals(kind)) {
            mistakes.add(at, "'" + observation.id() + "' to be of kind " + kind, observation.kind().kind());
        }
    }
}
