package dev.statelab.lab.container;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a process wrote, up to a limit; the rest is dropped. */
final class CapturedOutput extends OutputStream {

    private static final int LIMIT = 16 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
        if (bytes.size() < LIMIT) {
            bytes.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, Math.min(length, LIMIT - bytes.size()));
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
