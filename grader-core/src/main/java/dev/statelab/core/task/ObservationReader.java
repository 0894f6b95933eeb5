package dev.statelab.core.task;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.Observation.ClaimedBy;
import dev.statelab.core.task.Observation.ControlledBy;
import dev.statelab.core.task.Observation.EndpointsOf;
import dev.statelab.core.task.Observation.ItemOf;
import dev.statelab.core.task.Observation.Labelled;
import dev.statelab.core.task.Observation.Named;
import dev.statelab.core.task.Observation.SelectedBy;
import dev.statelab.core.task.Observation.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code spec.observe}. */
final class ObservationReader {
    private final Mistakes mistakes;

    ObservationReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Observation> read(Fields spec) {
        if (spec.require("observe").isEmpty()) {
            return List.of();
        }
        Fields observe = Fields.ofAnyKeys(spec.place("observe"), "observe", mistakes);
        Map<String, Observation> observations = new LinkedHashMap<>();
        Map<String, Fields> written = new LinkedHashMap<>();
        for (String id : observe.keys()) {
            Names.check(id, observe.keyPlace(id), mistakes);
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
        return switch (chosen.isEmpty() ? "name" : chosen.iterator().next()) {
            case "labelSelector" -> new Labelled(labels(fields));
            case "controlledBy" -> new ControlledBy(fields.text("controlledBy"));
            case "claimedBy" -> new ClaimedBy(fields.text("claimedBy"));
            case "selectedBy" -> new SelectedBy(fields.text("selectedBy"));
            case "endpointsOf" -> new EndpointsOf(fields.text("endpointsOf"));
            default -> new Named(fields.text("name", ""));
        };
    }

    private Map<String, String> labels(Fields fields) {
        Fields labels = Fields.ofAnyKeys(fields.place("labelSelector"), "labelSelector", mistakes);
        Map<String, String> wanted = new LinkedHashMap<>();
        labels.keys().forEach(label -> wanted.put(label, labels.text(label)));
        return wanted;
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
        } else if (!(found.selection() instanceof Named)) {
            mistakes.add(written.place(key), "an observation of one object, by its name",
                    "'" + anchor.get() + "', which is a list");
        } else {
            wantedKinds(observation, found, written.place(key));
        }
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
            case ControlledBy _,Labelled _,Named _,ItemOf _ -> {
            }
        }
    }

    private void wantKind(String kind, Observation observation, Node at) {
        if (!observation.kind().kind().equals(kind)) {
            mistakes.add(at, "'" + observation.id() + "' to be of kind " + kind, observation.kind().kind());
        }
    }
}
