package dev.statelab.lab.controller.cronjob;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a CronJob.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax">Schedule
 *      syntax</a>
 */
final class Schedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final Map<String, String> MACROS = Map.of("@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *", "@weekly", "0 0 * * 0", "@daily", "0 0 * * *", "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final ExecutionTime times;
    private final ZoneId zone;

    private Schedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * @param zone the name of a time zone; empty for UTC
     * @return empty where the text is no schedule, or the zone is unknown
     */
    static Optional<Schedule> parse(String text, String zone) {
        try {
            var cron = PARSER.parse(MACROS.getOrDefault(text.strip(), text.strip().replace('?', '*')));
            return Optional.of(new Schedule(ExecutionTime.forCron(cron),
                    zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone)));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The next time after an instant; empty where there is none. */
    Optional<Instant> after(Instant instant) {
        return times.nextExecution(ZonedDateTime.ofInstant(instant, zone)).map(ZonedDateTime::toInstant);
    }

    /** The last time after the one instant and not after the other. */
    Optional<Instant> lastBetween(Instant earliest, Instant now) {
        return times.lastExecution(ZonedDateTime.ofInstant(now.plusNanos(1), zone)).map(ZonedDateTime::toInstant)
                .filter(time -> time.isAfter(earliest));
    }

    /** How long it is until the next time. */
    Optional<Duration> untilNext(Instant now) {
        return after(now).map(next -> Duration.between(now, next));
    }
}
