package dev.statelab.core.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares the clock of the machine that sealed a submission with that of the cluster that it graded. A machine's clock that
 * was put back, to hand in before a deadline, is seen where the cluster's was not.
 */
public final class Clocks {

    /** Clocks of machines that nobody looks after differ by less. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    private Clocks() {}

    /**
     * What is odd, for a person to judge: an object that is younger than the submission that it is in.
     *
     * @param content of an intact submission
     */
    public static Optional<String> odd(ObjectNode content) {
        Optional<Instant> submitted = time(content.path("submittedAt"));
        Optional<Instant> youngest = content.path("objects").valueStream()
                .flatMap(object -> Stream.of(object.at("/metadata/creationTimestamp")))
                .flatMap(created -> time(created).stream()).max(Comparator.naturalOrder());
        return submitted.flatMap(at -> youngest.filter(object -> object.isAfter(at.plus(USUAL)))
                .map(object -> "an object in it was created at " + object + " by the cluster's clock, "
                        + Duration.between(at, object).toMinutes()
                        + " minutes after it was handed in by the machine's: one of the clocks is wrong"));
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
