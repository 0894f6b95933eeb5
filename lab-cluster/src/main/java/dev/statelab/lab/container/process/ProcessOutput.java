package dev.statelab.lab.container.process;

import java.io.IOException;
import java.io.OutputStream;

/** A process' standard output: what a killed process writes late goes nowhere, and a broken pipe ends the process. */
final class ProcessOutput extends OutputStream {

    private final ContainerProcess process;
    private final OutputStream target;

    ProcessOutput(ContainerProcess process, OutputStream target) {
        this.process = process;
        this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        process.checkAlive();
        try {
            target.write(bytes, offset, length);
        } catch (Pipe.BrokenPipeException e) {
            process.signal(Signal.PIPE);
            process.checkAlive();
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
