package dev.statelab.core.task;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1m30s}. */
final class Durations {

    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern FORM = Pattern.compile(
            "(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?(?:([0-9]{1,8})ms)?");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(part(matcher, 1)).plusMinutes(part(matcher, 2))
                .plusSeconds(part(matcher, 3)).plusMillis(part(matcher, 4)));
    }

    static String show(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        return unit(duration.toHours(), "h") + unit(duration.toMinutesPart(), "m") + unit(duration.toSecondsPart(), "s")
                + unit(duration.toMillisPart(), "ms");
    }

    private static String unit(long count, String name) {
        return count == 0 ? "" : count + name;
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
