package dev.statelab.kube.observe;

import dev.statelab.kube.http.ApiStatus;

/** The API server answered a list or a watch with something else than objects. */
final class Refused extends Exception {
    private final transient ApiStatus status;

    Refused(ApiStatus status) {
        super(status.message());
        this.status = status;
    }

    ApiStatus status() {
        return status;
    }

    /** The version that was asked for is too old to go on from (410 Gone, reason Expired). */
    boolean isExpired() {
        return status.code() == 410;
    }
}
