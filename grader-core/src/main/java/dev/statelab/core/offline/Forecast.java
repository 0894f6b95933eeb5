package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.task.Criterion;

/** One criterion, and what manifests say of it. */
public record Forecast(Criterion criterion, Prediction prediction) {

    public Forecast {
        requireNonNull(criterion, "criterion");
        requireNonNull(prediction, "prediction");
    }
}
