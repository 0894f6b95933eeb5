package dev.statelab.core.diagnosis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens, as it says in its log.
 *
 * @param line its own words
 * @param onLoopback whether nobody outside its pod reaches it there
 */
record Listening(String line, String port, boolean onLoopback) {

    /** Flask, gunicorn, uvicorn, Node, Spring and Go servers say one of these before the address or port. */
    private static final Pattern SAID = Pattern.compile(
            "(?i)\\b(?:listening|running|serving|started|bound)\\b.{0,80}?(?:\\bport[ =:(]{1,4}|:)([0-9]{2,5})\\b");

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|\\blocalhost\\b|\\[::1\\]");

    /** Empty for a line that says no such thing. */
    static Optional<Listening> in(String line) {
        Matcher said = SAID.matcher(line);
        return said.find()
                ? Optional.of(new Listening(line, said.group(1), LOOPBACK.matcher(said.group()).find()))
                : Optional.empty();
    }
}
