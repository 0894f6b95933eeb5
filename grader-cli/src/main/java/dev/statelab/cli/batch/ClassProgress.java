package dev.statelab.cli.batch;

import dev.statelab.batch.roster.Student;
import dev.statelab.cli.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far a class is, and what a person may want to know of it meanwhile. For one thread at a time. */
final class ClassProgress {

    /** Students who are named: more would push the rest off a small terminal. */
    private static final int NAMED = 8;
    /** Until then a rate says nothing. */
    private static final int ENOUGH_FOR_A_RATE = 3;

    private final Map<String, Running> running = new LinkedHashMap<>();
    private Instant begun = Instant.EPOCH;
    private int total;
    private int done;
    private int later;
    private int attention;

    private record Running(Instant since, String waitingFor) {}

    void begun(int students, Instant now) {
        total = students;
        begun = now;
    }

    void started(Student student, boolean again, Instant now) {
        running.put(student.id(), new Running(now, ""));
        later -= again ? 1 : 0;
    }

    void waiting(Student student, String forWhat) {
        running.computeIfPresent(student.id(), (id, before) -> new Running(before.since(), forWhat));
    }

    void retrying(Student student) {
        running.remove(student.id());
        later++;
    }

    void finished(Student student, boolean needsAttention) {
        running.remove(student.id());
        done++;
        attention += needsAttention ? 1 : 0;
    }

    /** @param width of a line in characters */
    List<String> lines(Instant now, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(done + " of " + total + " done, " + running.size() + " running, "
                + (total - done - running.size() - later) + " waiting"
                + (later == 0 ? "" : ", " + later + " once more later")
                + (attention == 0 ? "" : ", " + attention + (attention == 1 ? " needs" : " need") + " attention")
                + pace(now));
        running.entrySet().stream().limit(NAMED).forEach(entry -> lines.add("  " + Text.line(entry.getKey()) + " "
                + seconds(entry.getValue().since(), now) + " s"
                + (entry.getValue().waitingFor().isEmpty()
                        ? ""
                        : ": waiting for " + Text.line(entry.getValue().waitingFor()))));
        if (running.size() > NAMED) {
            lines.add("  and " + (running.size() - NAMED) + " more");
        }
        return lines.stream().map(line -> Text.cut(line, width)).toList();
    }

    private String pace(Instant now) {
        long millis = Duration.between(begun, now).toMillis();
        if (done < ENOUGH_FOR_A_RATE || millis <= 0) {
            return "";
        }
        double perSecond = done * 1000.0 / millis;
        String rate = perSecond >= 1
                ? String.format(Locale.ROOT, "%.1f a second", perSecond)
                : String.format(Locale.ROOT, "%.1f a minute", perSecond * 60);
        long left = Math.round((total - done) / perSecond);
        return "; " + rate + (total == done ? "" : ", about " + span(left) + " left");
    }

    private static String span(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static long seconds(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }
}
