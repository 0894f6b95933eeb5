package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.files.FileProblem;
import dev.statelab.lab.container.shell.Node.Redirection;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens what redirections name; the files are closed with this. */
final class Redirecting implements Closeable {

    private static final Map<String, Integer> STANDARD = Map.of("/dev/stdin", 0, "/dev/stdout", 1, "/dev/stderr", 2);

    private final List<Closeable> opened = new ArrayList<>();
    private Streams streams;

    private Redirecting(Streams streams) {
        this.streams = streams;
    }

    /** A redirection failed: the command does not run, and the script goes on with status 1. */
    static final class RedirectionException extends Exception {

        private static final long serialVersionUID = 1;

        private final String complaint;

        RedirectionException(String complaint) {
            super(complaint);
            this.complaint = complaint;
        }

        String complaint() {
            return complaint;
        }
    }

    static Redirecting open(Streams streams, List<Redirection> redirections, Expander expander, FileSystem files,
            String directory) throws RedirectionException, ShellError {
        Redirecting redirecting = new Redirecting(streams);
        boolean complete = false;
        try {
            for (Redirection redirection : redirections) {
                redirecting.apply(redirection, expander.text(redirection.target()), files.getPath(directory));
            }
            complete = true;
            return redirecting;
        } finally {
            if (!complete) {
                redirecting.close();
            }
        }
    }

    Streams streams() {
        return streams;
    }

    private void apply(Redirection redirection, String target, Path directory) throws RedirectionException {
        int descriptor = redirection.descriptor();
        switch (redirection.kind()) {
            case HERE_DOCUMENT -> streams = streams.with(descriptor,
                    new ByteArrayInputStream(target.getBytes(StandardCharsets.UTF_8)));
            case READ -> read(descriptor, target, directory);
            case WRITE -> write(descriptor, target, directory, StandardOpenOption.TRUNCATE_EXISTING);
            case APPEND -> write(descriptor, target, directory, StandardOpenOption.APPEND);
            case READ_WRITE -> {
                write(descriptor, target, directory, StandardOpenOption.APPEND);
                read(descriptor, target, directory);
            }
            case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> duplicate(descriptor, target);
        }
    }

    private void duplicate(int descriptor, String target) throws RedirectionException {
        if (target.equals("-")) {
            streams = streams.closed(descriptor);
        } else if (target.matches("\\d{1,3}")) {
            streams = streams.duplicated(descriptor, Integer.parseInt(target))
                    .orElseThrow(() -> new RedirectionException(target + ": Bad file descriptor"));
        } else {
            throw new RedirectionException("ambiguous redirect");
        }
    }

    private void read(int descriptor, String target, Path directory) throws RedirectionException {
        if (STANDARD.containsKey(target)) {
            duplicate(descriptor, String.valueOf(STANDARD.get(target)));
            return;
        }
        try {
            InputStream in = Files.newInputStream(directory.resolve(target));
            opened.add(in);
            streams = streams.with(descriptor, in);
        } catch (NoSuchFileException _) {
            throw new RedirectionException("can't open " + target + ": no such file");
        } catch (IOException e) {
            throw new RedirectionException("can't open " + target + ": " + FileProblem.text(e));
        }
    }

    private void write(int descriptor, String target, Path directory, OpenOption how) throws RedirectionException {
        if (STANDARD.containsKey(target)) {
            duplicate(descriptor, String.valueOf(STANDARD.get(target)));
            return;
        }
        try {
            OutputStream out = Files.newOutputStream(directory.resolve(target), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, how);
            opened.add(out);
            streams = streams.with(descriptor, out);
        } catch (NoSuchFileException _) {
            throw new RedirectionException("can't create " + target + ": nonexistent directory");
        } catch (IOException e) {
            throw new RedirectionException("can't create " + target + ": " + FileProblem.text(e));
        }
    }

    /** Leaves the files open: they are the shell's from now on. */
    void keep() {
        opened.clear();
    }

    @Override
    public void close() {
        for (Closeable file : opened) {
            try {
                file.close();
            } catch (IOException _) {
                // What could not be written has been said when it was written.
            }
        }
    }
}
