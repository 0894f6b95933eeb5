package dev.statelab.lab.api;

import java.util.Optional;

/**
 * @param gracePeriodSeconds empty for the object's own; zero removes a pod at once
 * @param uid a precondition: 409 where the object has another UID
 * @param resourceVersion a precondition: 409 where the object has another resource version
 * @param propagation what happens to dependents
 */
public record DeleteOptions(Optional<Long> gracePeriodSeconds, Optional<String> uid, Optional<String> resourceVersion,
        Propagation propagation) {

    public enum Propagation {
        BACKGROUND, FOREGROUND, ORPHAN
    }

    public static final DeleteOptions DEFAULT = new DeleteOptions(Optional.empty(), Optional.empty(),
            Optional.empty(), Propagation.BACKGROUND);

    public static final DeleteOptions NOW = new DeleteOptions(Optional.of(0L), Optional.empty(),
            Optional.empty(), Propagation.BACKGROUND);
}
