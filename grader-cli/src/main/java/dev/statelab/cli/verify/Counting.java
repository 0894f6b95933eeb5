package dev.statelab.cli.verify;

import dev.statelab.cli.Screen;
import java.util.concurrent.atomic.AtomicInteger;

/** One line at the bottom of a terminal that says how far it is. It vanishes when it is closed; a pipe gets none. */
final class Counting implements AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Screen screen;
    private final int all;
    private final String things;
    private final AtomicInteger done = new AtomicInteger();

    /** @param things what is counted, such as {@code cases} */
    Counting(Screen screen, int all, String things) {
        this.screen = screen;
        this.all = all;
        this.things = things;
        paint(0);
    }

    /** Counts one, and hands it on. */
    <T> T count(T result) {
        paint(done.incrementAndGet());
        return result;
    }

    private void paint(int count) {
        if (screen.interactive()) {
            screen.err().print(CLEAR_LINE + count + " of " + all + " " + things);
            screen.err().flush();
        }
    }

    @Override
    public void close() {
        if (screen.interactive()) {
            screen.err().print(CLEAR_LINE);
            screen.err().flush();
        }
    }
}
