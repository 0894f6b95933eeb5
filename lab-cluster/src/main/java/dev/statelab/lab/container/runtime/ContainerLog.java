package dev.statelab.lab.container.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a container wrote, line by line: the newest {@value #CAPACITY} bytes. A line counts as written with its line
 * feed, or when its stream ends.
 */
final class ContainerLog {

    private static final int CAPACITY = 10 << 20;
    private static final int LONGEST_LINE = 16 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private Line oldest = new Line(new byte[0]);
    private Line newest = oldest;
    private long bytes;
    private long lines;
    private boolean ended;

    /** Readers keep their line; what is older than all of them is garbage. */
    private static final class Line {

        private final byte[] text;
        private @Nullable Line next;

        Line(byte[] text) {
            this.text = text;
        }
    }

    /** One of the streams of a process. */
    OutputStream stream() {
        return new Stream();
    }

    /** There will be nothing more: readers that follow come to the end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    InputStream read(boolean follow, Optional<Long> tailLines) {
        lock.lock();
        try {
            long skipped = tailLines.map(wanted -> Math.max(0, lines - wanted)).orElse(0L);
            Line before = oldest;
            for (long i = 0; i < skipped && before.next != null; i++) {
                before = before.next;
            }
            return new Reader(before, follow);
        } finally {
            lock.unlock();
        }
    }

    private void add(byte[] text) {
        lock.lock();
        try {
            Line line = new Line(text);
            newest.next = line;
            newest = line;
            bytes += text.length;
            lines++;
            while (bytes > CAPACITY && oldest.next != null) {
                oldest = oldest.next;
                bytes -= oldest.text.length;
                lines--;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Stream extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            line.write(value);
            if (value == '\n' || line.size() >= LONGEST_LINE) {
                finishLine();
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
            finishLine();
        }

        private void finishLine() {
            if (line.size() > 0) {
                add(line.toByteArray());
                line.reset();
            }
        }
    }

    private final class Reader extends InputStream {

        private final boolean follow;
        private Line line;
        private int position;
        private boolean closed;

        /** @param before the line before the first one to read */
        Reader(Line before, boolean follow) {
            this.line = before;
            this.position = before.text.length;
            this.follow = follow;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            lock.lock();
            try {
                if (!advance()) {
                    return -1;
                }
                int count = Math.min(length, line.text.length - position);
                System.arraycopy(line.text, position, target, offset, count);
                position += count;
                return count;
            } finally {
                lock.unlock();
            }
        }

        /** Goes to a line with something to read; false at the end. */
        private boolean advance() throws InterruptedIOException {
            while (position == line.text.length) {
                awaitNextLine();
                if (line.next == null) {
                    return false;
                }
                line = line.next;
                position = 0;
            }
            return true;
        }

        private void awaitNextLine() throws InterruptedIOException {
            try {
                while (line.next == null && follow && !ended && !closed) {
                    grown.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interruption = new InterruptedIOException("interrupted while following a log");
                interruption.initCause(e);
                throw interruption;
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
