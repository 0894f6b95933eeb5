package dev.statelab.lab.container.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A pipe between two processes: it holds up to 64 KiB, and tells each end when the other is closed. */
public final class Pipe {

    private static final int CAPACITY = 64 * 1024;

    private final Monitor monitor = new Monitor();
    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean writerClosed;
    private boolean readerClosed;

    /** Somebody wrote to a pipe that nobody reads any more. */
    public static final class BrokenPipeException extends IOException {

        private static final long serialVersionUID = 1;

        public BrokenPipeException() {
            super("Broken pipe");
        }
    }

    public InputStream reader() {
        return new Reader();
    }

    public OutputStream writer() {
        return new Writer();
    }

    private final class Reader extends ByteSource {

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return monitor.alone(() -> {
                monitor.awaitWhile(() -> count == 0 && !writerClosed && !readerClosed && length > 0);
                if (readerClosed) {
                    throw new IOException("Stream closed");
                }
                return take(target, offset, length);
            });
        }

        private int take(byte[] target, int offset, int length) {
            int taken = Math.min(count, length);
            for (int i = 0; i < taken; i++) {
                target[offset + i] = ring[(start + i) % CAPACITY];
            }
            monitor.change(() -> {
                start = (start + taken) % CAPACITY;
                count -= taken;
            });
            return taken == 0 && length > 0 ? -1 : taken;
        }

        @Override
        public int available() throws IOException {
            return monitor.alone(() -> count);
        }

        @Override
        public void close() {
            monitor.change(() -> readerClosed = true);
        }
    }

    private final class Writer extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            monitor.alone(() -> {
                for (int written = 0; written < length;) {
                    monitor.awaitWhile(() -> count == CAPACITY && !readerClosed && !writerClosed);
                    if (readerClosed || writerClosed) {
                        throw new BrokenPipeException();
                    }
                    written += put(source, offset + written, length - written);
                }
                return length;
            });
        }

        private int put(byte[] source, int offset, int length) {
            int added = Math.min(CAPACITY - count, length);
            for (int i = 0; i < added; i++) {
                ring[(start + count + i) % CAPACITY] = source[offset + i];
            }
            monitor.change(() -> count += added);
            return added;
        }

        @Override
        public void close() {
            monitor.change(() -> writerClosed = true);
        }
    }
}
