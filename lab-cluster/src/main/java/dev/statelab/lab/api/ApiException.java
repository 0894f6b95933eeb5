package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the API server refuses, with the {@code Status} object that says why. */
public final class ApiException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient ObjectNode status;

    /**
     * @param status a {@code v1/Status}: {@code code}, {@code reason}, {@code message}, {@code details}
     */
    public ApiException(ObjectNode status) {
        super(status.path("message").asText());
        this.status = status;
    }

    public ObjectNode status() {
        return status;
    }

    public int code() {
        return status.path("code").asInt();
    }

    /** Such as {@code NotFound}, {@code AlreadyExists}, {@code Conflict}, {@code Invalid}. */
    public String reason() {
        return status.path("reason").asText();
    }
}
