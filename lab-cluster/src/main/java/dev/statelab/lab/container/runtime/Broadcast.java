package dev.statelab.lab.container.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What a process writes: it goes to the log, and to everyone who listens. */
final class Broadcast extends OutputStream {

    private static final int MOST_KEPT = 1 << 20;

    private final OutputStream log;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final List<OutputStream> listeners = new ArrayList<>();
    private boolean keepsBeginning;

    /** @param keepsBeginning whether the first listener gets what was written before */
    Broadcast(OutputStream log, boolean keepsBeginning) {
        this.log = log;
        this.keepsBeginning = keepsBeginning;
    }

    synchronized void join(OutputStream listener) {
        listeners.add(listener);
        if (keepsBeginning) {
            keepsBeginning = false;
            pass(listener, beginning.toByteArray(), 0, beginning.size());
            beginning.reset();
        }
    }

    synchronized void leave(OutputStream listener) {
        listeners.remove(listener);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) throws IOException {
        log.write(source, offset, length);
        keepsBeginning &= beginning.size() + length <= MOST_KEPT;
        if (keepsBeginning) {
            beginning.write(source, offset, length);
        }
        for (OutputStream listener : List.copyOf(listeners)) {
            pass(listener, source, offset, length);
        }
    }

    /** A listener that has gone hears nothing any more, and the process goes on. */
    private void pass(OutputStream listener, byte[] source, int offset, int length) {
        try {
            listener.write(source, offset, length);
            listener.flush();
        } catch (IOException _) {
            listeners.remove(listener);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
