package dev.statelab.lab.controller;

import dev.statelab.lab.api.ApiException;
import java.time.Duration;
import java.util.Optional;

/** Brings one object, and what belongs to it, closer to what is wanted. */
@FunctionalInterface
public interface Reconciler {

    /**
     * Never called twice at a time for one key.
     *
     * @return the span of cluster time after which to look again although nothing changed; empty for not at all
     * @throws ApiException to be called again for the key, after a back-off
     */
    Optional<Duration> reconcile(ObjectKey key) throws ApiException;
}
