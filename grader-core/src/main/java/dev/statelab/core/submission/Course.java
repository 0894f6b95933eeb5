package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import java.security.PublicKey;
import java.time.Instant;

/**
 * A course's public settings, {@code course.yaml}.
 *
 * @param deadline until when a submission is in time
 * @param key Ed25519; only what was sealed with the private key that belongs to it is authoritative
 */
public record Course(String name, Instant deadline, PublicKey key) {

    public Course {
        requireNonNull(name, "name");
        requireNonNull(deadline, "deadline");
        requireNonNull(key, "key");
    }
}
