package dev.statelab.lab.container;

import java.time.Instant;

/**
 * Which part of a container's log, and how.
 *
 * @param follow whether the stream ends only with the container
 * @param tailLines at most so many of the newest lines
 * @param since only lines that were not written before
 * @param timestamps whether each line begins with the time when it was written
 */
public record LogQuery(boolean follow, long tailLines, Instant since, boolean timestamps) {

    /** What there is at the moment, line by line as it was written. */
    public static final LogQuery ALL = new LogQuery(false, Long.MAX_VALUE, Instant.MIN, false);

    /** The same, and what is yet to come. */
    public LogQuery following() {
        return new LogQuery(true, tailLines, since, timestamps);
    }

    /** At most so many lines of it. */
    public LogQuery tail(long lines) {
        return new LogQuery(follow, lines, since, timestamps);
    }
}
