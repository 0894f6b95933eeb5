package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

/**
 * Something about the manifests that is no matter of a criterion.
 *
 * @param message what was expected, what was found, what to try
 */
public record Remark(Severity severity, Place place, String message) {

    /** How bad it is. */
    public enum Severity {
        /** A file cannot be read. */
        UNREADABLE,
        /** The API server will refuse it. */
        ERROR,
        /** Nothing wrong, but it was not judged. */
        NOTE
    }

    public Remark {
        requireNonNull(severity, "severity");
        requireNonNull(place, "place");
        requireNonNull(message, "message");
    }
}
