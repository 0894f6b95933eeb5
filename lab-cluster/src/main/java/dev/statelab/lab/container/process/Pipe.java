package dev.statelab.lab.container.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A pipe between two processes: it holds up to 64 KiB, and tells each end when the other is closed. */
public final class Pipe {

    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
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

    private void awaitWhile(BooleanSupplier condition) throws InterruptedIOException {
        try {
            while (condition.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interruption = new InterruptedIOException("interrupted at a pipe");
            interruption.initCause(e);
            throw interruption;
        }
    }

    private final class Reader extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            lock.lock();
            try {
                awaitWhile(() -> count == 0 && !writerClosed && !readerClosed && length > 0);
                if (readerClosed) {
                    throw new IOException("Stream closed");
                }
                int taken = Math.min(count, length);
                for (int i = 0; i < taken; i++) {
                    target[offset + i] = ring[(start + i) % CAPACITY];
                }
                start = (start + taken) % CAPACITY;
                count -= taken;
                changed.signalAll();
                return taken == 0 && length > 0 ? -1 : taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                readerClosed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Writer extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            lock.lock();
            try {
                for (int written = 0; written < length;) {
                    awaitWhile(() -> count == CAPACITY && !readerClosed && !writerClosed);
                    if (readerClosed || writerClosed) {
                        throw new BrokenPipeException();
                    }
                    int added = Math.min(CAPACITY - count, length - written);
                    for (int i = 0; i < added; i++) {
                        ring[(start + count + i) % CAPACITY] = source[offset + written + i];
                    }
                    count += added;
                    written += added;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                writerClosed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
