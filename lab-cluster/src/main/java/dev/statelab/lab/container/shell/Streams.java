package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Terminal;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the descriptors of a command stand for. */
record Streams(Map<Integer, InputStream> inputs, Map<Integer, OutputStream> outputs) {

    Streams {
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    static Streams of(InputStream in, OutputStream out, OutputStream err) {
        return new Streams(Map.of(0, in), Map.of(1, out, 2, err));
    }

    InputStream in() {
        return inputs.getOrDefault(0, InputStream.nullInputStream());
    }

    OutputStream out() {
        return outputs.getOrDefault(1, OutputStream.nullOutputStream());
    }

    OutputStream err() {
        return outputs.getOrDefault(2, OutputStream.nullOutputStream());
    }

    PrintStream printer() {
        return printer(out());
    }

    PrintStream errorPrinter() {
        return printer(err());
    }

    private static PrintStream printer(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    Streams with(int descriptor, InputStream in) {
        Map<Integer, InputStream> changed = new HashMap<>(inputs);
        changed.put(descriptor, in);
        return new Streams(changed, without(outputs, descriptor));
    }

    Streams with(int descriptor, OutputStream out) {
        Map<Integer, OutputStream> changed = new HashMap<>(outputs);
        changed.put(descriptor, out);
        return new Streams(without(inputs, descriptor), changed);
    }

    Streams closed(int descriptor) {
        return new Streams(without(inputs, descriptor), without(outputs, descriptor));
    }

    /** The descriptor stands for what the other one stands for; empty when that is not open. */
    Optional<Streams> duplicated(int descriptor, int other) {
        InputStream in = inputs.get(other);
        if (in != null) {
            return Optional.of(with(descriptor, in));
        }
        return Optional.ofNullable(outputs.get(other)).map(out -> with(descriptor, out));
    }

    private static <S> Map<Integer, S> without(Map<Integer, S> streams, int descriptor) {
        Map<Integer, S> left = new HashMap<>(streams);
        left.remove(descriptor);
        return left;
    }

    /** For a process that closes its streams when it ends, while the shell goes on using this one. */
    static InputStream keptOpen(InputStream in) {
        return Terminal.isTerminal(in) ? in : new FilterInputStream(in) {

            @Override
            public void close() {
                // It is the shell's.
            }
        };
    }

    /** For a process that closes its streams when it ends, while the shell goes on using this one. */
    static OutputStream keptOpen(OutputStream out) {
        return new FilterOutputStream(out) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
