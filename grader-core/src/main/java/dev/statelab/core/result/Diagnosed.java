package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A root cause, and what it cost.
 *
 * @param criteria the ids of the criteria that failed because of it, in the order of the task; what they block is not
 *        named
 */
public record Diagnosed(RootCause cause, List<String> criteria) {

    public Diagnosed {
        requireNonNull(cause, "cause");
        criteria = List.copyOf(criteria);
    }

    /** The same for these criteria alone; empty where it cost none of them. */
    Optional<Diagnosed> ofOnly(Collection<String> ids) {
        List<String> kept = criteria.stream().filter(ids::contains).toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(new Diagnosed(cause, kept));
    }
}
