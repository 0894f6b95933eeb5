package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** The output of {@code $(…)}: it takes the shell's memory. */
final class Substituted extends OutputStream {

    private final Surroundings process;
    private final ByteArrayOutputStream buffer;

    Substituted(Surroundings process, ByteArrayOutputStream buffer) {
        this.process = process;
        this.buffer = buffer;
    }

    @Override
    public synchronized void write(int value) {
        process.allocate(1);
        buffer.write(value);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        process.allocate(length);
        buffer.write(bytes, offset, length);
    }
}
