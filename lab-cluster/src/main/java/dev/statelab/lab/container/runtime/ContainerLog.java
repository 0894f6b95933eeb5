package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.process.ByteSource;
import dev.statelab.lab.container.process.Monitor;
import dev.statelab.lab.time.LabClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a container wrote, line by line: the newest {@value #CAPACITY} bytes. A line counts as written with its line
 * feed, or when its stream ends.
 */
final class ContainerLog {

    private static final int CAPACITY = 10 << 20;
    private static final int LONGEST_LINE = 16 << 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX ")
            .withZone(ZoneOffset.UTC);

    private final Monitor monitor = new Monitor();
    private final LabClock clock;
    private Line oldest = new Line(Instant.MIN, new byte[0], true);
    private Line newest = oldest;
    private long bytes;
    private long lines;
    private boolean ended;

    /** @param clock what the lines' times are read from */
    ContainerLog(LabClock clock) {
        this.clock = clock;
    }

    /** Readers keep their line; what is older than all of them is garbage. */
    private static final class Line {

        private final Instant time;
        private final byte[] text;
        private final boolean isStart;
        private @Nullable Line next;

        /** @param isStart false where a line was too long for one */
        Line(Instant time, byte[] text, boolean isStart) {
            this.time = time;
            this.text = text;
            this.isStart = isStart;
        }

        byte[] shown(boolean withTime) {
            if (!withTime || !isStart) {
                return text;
            }
            ByteArrayOutputStream shown = new ByteArrayOutputStream(text.length + 32);
            shown.writeBytes(TIME.format(time).getBytes(StandardCharsets.US_ASCII));
            shown.writeBytes(text);
            return shown.toByteArray();
        }
    }

    /** One of the streams of a process. */
    OutputStream stream() {
        return new Stream();
    }

    /** There will be nothing more: readers that follow come to the end. */
    void end() {
        monitor.change(() -> ended = true);
    }

    InputStream read(LogQuery query) {
        try {
            return monitor.alone(() -> {
                Line before = oldest;
                for (long i = query.tailLines(); i < lines && before.next != null; i++) {
                    before = before.next;
                }
                return new Reader(before, query);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a line reads no file", e);
        }
    }

    private void add(Line line) {
        monitor.change(() -> {
            newest.next = line;
            newest = line;
            bytes += line.text.length;
            lines++;
            while (bytes > CAPACITY && oldest.next != null) {
                oldest = oldest.next;
                bytes -= oldest.text.length;
                lines--;
            }
        });
    }

    private final class Stream extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean atStart = true;

        @Override
        public synchronized void write(int value) {
            line.write(value);
            if (value == '\n' || line.size() >= LONGEST_LINE) {
                finishLine(value == '\n');
            }
        }

        @Override
        public synchronized void write(byte[] source, int offset, int length) {
            for (int i = 0; i < length; i++) {
                write(source[offset + i]);
            }
        }

        @Override
        public synchronized void close() {
            finishLine(true);
        }

        private void finishLine(boolean complete) {
            if (line.size() > 0) {
                add(new Line(clock.now(), line.toByteArray(), atStart));
                line.reset();
            }
            atStart = complete;
        }
    }

    private final class Reader extends ByteSource {

        private final LogQuery query;
        private Line line;
        private byte[] text = new byte[0];
        private int position;
        private boolean closed;

        /** @param before the line before the first one to read */
        Reader(Line before, LogQuery query) {
            this.line = before;
            this.query = query;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return length == 0 ? 0 : monitor.alone(() -> {
                if (!advance()) {
                    return -1;
                }
                int count = Math.min(length, text.length - position);
                System.arraycopy(text, position, target, offset, count);
                position += count;
                return count;
            });
        }

        /** Goes to a line with something to read; false at the end. */
        private boolean advance() throws IOException {
            while (position == text.length) {
                monitor.awaitWhile(() -> line.next == null && query.follow() && !ended && !closed);
                if (line.next == null) {
                    return false;
                }
                line = line.next;
                text = line.time.isBefore(query.since()) ? new byte[0] : line.shown(query.timestamps());
                position = 0;
            }
            return true;
        }

        @Override
        public void close() {
            monitor.change(() -> closed = true);
        }
    }
}
