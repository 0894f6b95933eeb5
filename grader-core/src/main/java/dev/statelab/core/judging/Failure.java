package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.diagnosis.Subject;

/**
 * What it takes to say why a criterion failed.
 *
 * @param criterion its id
 * @param state the state in which it failed
 * @param subject what was not as expected
 */
record Failure(String criterion, ClusterState state, Subject subject) {
    Failure {
        requireNonNull(criterion, "criterion");
        requireNonNull(state, "state");
        requireNonNull(subject, "subject");
    }
}
