package dev.statelab.lab.container.process;

import dev.statelab.lab.container.process.Pipe.BrokenPipeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A terminal as Linux sets up a new one: it shows what is typed, hands it to the programs line by line, knows
 * backspace, ^U, ^C, ^\ and ^D, and ends each line of output with a carriage return.
 */
public final class Terminal {

    private static final int INTERRUPT = 3;
    private static final int END = 4;
    private static final int BACKSPACE = 8;
    private static final int KILL_LINE = 21;
    private static final int QUIT = 28;
    private static final int DELETE = 127;
    private static final int FIRST_PRINTABLE = 32;
    private static final byte[] ERASE = {BACKSPACE, ' ', BACKSPACE};
    private static final byte[] NEW_LINE = {'\r', '\n'};

    private final OutputStream display;
    private final Monitor monitor = new Monitor();
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Consumer<Signal> foreground = _ -> {};
    private boolean hungUp;
    private int columns = 80;
    private int rows = 24;

    /** @param display what the person in front of it sees */
    public Terminal(OutputStream display) {
        this.display = display;
    }

    /** @param processes get the signals that somebody types */
    void control(Consumer<Signal> processes) {
        monitor.change(() -> foreground = processes);
    }

    /** What the programs read; an empty line that ends with ^D is the end of a file, and not the last one. */
    public InputStream keyboard() {
        return new Keyboard();
    }

    /** Whether a stream comes from a terminal. */
    public static boolean isTerminal(InputStream in) {
        return in instanceof Keyboard;
    }

    /** What the programs write. */
    public OutputStream screen() {
        return new Screen();
    }

    /** Rows and columns, as {@code stty size} prints them. */
    public String size() throws IOException {
        return monitor.alone(() -> rows + " " + columns);
    }

    public void resize(int newColumns, int newRows) {
        monitor.change(() -> {
            columns = newColumns;
            rows = newRows;
        });
    }

    /** Nothing will be typed any more. */
    public void hangUp() {
        monitor.change(() -> hungUp = true);
    }

    /** Types all of it, until it ends. */
    public void type(InputStream keys) throws IOException {
        byte[] typed = new byte[1024];
        for (int count = keys.read(typed); count >= 0; count = keys.read(typed)) {
            for (int i = 0; i < count; i++) {
                type(typed[i] & 0xff);
            }
        }
    }

    private void type(int key) throws IOException {
        switch (key) {
            case INTERRUPT -> signal(Signal.INT, "^C");
            case QUIT -> signal(Signal.QUIT, "^\\");
            case END -> finishLine();
            case BACKSPACE, DELETE -> {
                if (line.size() > 0) {
                    eraseLast();
                }
            }
            case KILL_LINE -> {
                while (line.size() > 0) {
                    eraseLast();
                }
            }
            case '\r', '\n' -> {
                display.write(NEW_LINE);
                line.write('\n');
                finishLine();
            }
            default -> {
                line.write(key);
                display.write(key < FIRST_PRINTABLE && key != '\t'
                        ? new byte[]{'^', (byte) (key + '@')}
                        : new byte[]{(byte) key});
            }
        }
        display.flush();
    }

    private void signal(Signal signal, String shown) throws IOException {
        line.reset();
        display.write(shown.getBytes(StandardCharsets.US_ASCII));
        display.write(NEW_LINE);
        monitor.alone(() -> foreground).accept(signal);
    }

    /** Takes back a character, which may have several bytes. */
    private void eraseLast() throws IOException {
        byte[] typed = line.toByteArray();
        int left = typed.length - 1;
        while (left > 0 && (typed[left] & 0xc0) == 0x80) {
            left--;
        }
        line.reset();
        line.write(typed, 0, left);
        display.write(ERASE);
    }

    private void finishLine() {
        byte[] typed = line.toByteArray();
        line.reset();
        monitor.change(() -> lines.add(typed));
    }

    /** It is the terminal's, so that a program that closes it closes it for nobody else. */
    public final class Keyboard extends ByteSource {

        private Keyboard() {}

        /** The terminal that it belongs to. */
        public Terminal terminal() {
            return Terminal.this;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            return monitor.alone(() -> {
                monitor.awaitWhile(() -> lines.isEmpty() && !hungUp);
                byte[] next = lines.poll();
                if (next == null || next.length == 0) {
                    return -1;
                }
                int count = Math.min(length, next.length);
                System.arraycopy(next, 0, target, offset, count);
                if (count < next.length) {
                    lines.push(Arrays.copyOfRange(next, count, next.length));
                }
                return count;
            });
        }

        @Override
        public int available() throws IOException {
            return monitor.alone(() -> lines.isEmpty() ? 0 : lines.peek().length);
        }
    }

    private final class Screen extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            ByteArrayOutputStream shown = new ByteArrayOutputStream(length + 16);
            for (int i = offset; i < offset + length; i++) {
                if (source[i] == '\n') {
                    shown.write('\r');
                }
                shown.write(source[i]);
            }
            try {
                display.write(shown.toByteArray());
            } catch (IOException gone) {
                BrokenPipeException broken = new BrokenPipeException();
                broken.initCause(gone);
                throw broken;
            }
        }

        @Override
        public void flush() throws IOException {
            display.flush();
        }

        @Override
        public void close() throws IOException {
            display.close();
        }
    }
}
