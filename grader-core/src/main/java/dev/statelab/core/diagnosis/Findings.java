package dev.statelab.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodLog;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known when something is to be explained. Immutable.
 *
 * @param state the state in which it was found not to be as expected
 * @param objects what was asked for besides
 * @param logs what was asked of containers
 */
public record Findings(ClusterState state, Map<Question.Objects, Listing> objects, Map<Question.Log, PodLog> logs) {

    public Findings {
        requireNonNull(state, "state");
        objects = Map.copyOf(objects);
        logs = Map.copyOf(logs);
    }

    /** A state, and nothing more. */
    public static Findings of(ClusterState state) {
        return new Findings(state, Map.of(), Map.of());
    }

    /** These findings and an answer. */
    public Findings with(Question.Objects question, Listing answer) {
        Map<Question.Objects, Listing> more = new HashMap<>(objects);
        more.put(question, answer);
        return new Findings(state, more, logs);
    }

    /** These findings and an answer. */
    public Findings with(Question.Log question, PodLog answer) {
        Map<Question.Log, PodLog> more = new HashMap<>(logs);
        more.put(question, answer);
        return new Findings(state, objects, more);
    }
}
