package dev.statelab.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The kubeconfig of a running lab cluster. It names the process that serves the cluster, by number and start time, in an
 * extension of the cluster's entry, which kubectl keeps when it changes the file. It appears whole or not at all, can be
 * read by its owner only, and goes when it is closed.
 */
final class LabKubeconfig implements AutoCloseable {

    /** In the current folder. */
    static final Path USUAL = Path.of("lab.kubeconfig");

    private static final String EXTENSION = "statelab.dev/lab";
    private final Path file;
    private final Path unfinished;
    private boolean written;

    private LabKubeconfig(Path file, Path unfinished) {
        this.file = file;
        this.unfinished = unfinished;
    }

    /** Loaded when a kubeconfig is read or written: {@code --help} names the usual file, and needs no YAML for it. */
    private static final class Yaml {

        private static final ObjectMapper MAPPER = new ObjectMapper(
                new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

        private Yaml() {}
    }

    /** Whose a kubeconfig is. */
    sealed interface Found {

        record Nothing() implements Found {}

        /** No lab cluster wrote it. */
        record Foreign() implements Found {}

        /** The process that wrote it is gone. */
        record Left() implements Found {}

        record Of(ProcessHandle process) implements Found {}
    }

    static Found find(Path file) {
        if (!Files.exists(file)) {
            return new Found.Nothing();
        }
        try {
            JsonNode extension = Yaml.MAPPER.readTree(Files.readString(file)).path("clusters").valueStream()
                    .flatMap(entry -> entry.path("cluster").path("extensions").valueStream())
                    .filter(candidate -> candidate.path("name").asText().equals(EXTENSION))
                    .map(named -> named.path("extension"))
                    .findFirst().orElseGet(Yaml.MAPPER::createObjectNode);
            if (extension.isEmpty()) {
                return new Found.Foreign();
            }
            return ProcessHandle.of(extension.path("pid").asLong())
                    .filter(process -> startTime(process).equals(extension.path("started").asText()))
                    .<Found>map(Found.Of::new).orElseGet(Found.Left::new);
        } catch (JsonProcessingException notYaml) {
            return new Found.Foreign();
        } catch (IOException unreadable) {
            throw new GraderException(ExitCode.USAGE, "--kubeconfig " + file + " cannot be read: " + unreadable + ".",
                    unreadable);
        }
    }

    /** A process number is given out again; number and start time together are not. */
    private static String startTime(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    /** Finds out whether the file may and can be written. */
    static LabKubeconfig reserve(Path given, boolean overwrite) {
        Path file = given.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new GraderException(ExitCode.USAGE, "--kubeconfig " + given + " is a folder; name a file in it.");
        }
        switch (find(file)) {
            case Found.Nothing _,Found.Left _ -> {
            }
            case Found.Of(ProcessHandle process) -> throw new GraderException(ExitCode.USAGE,
                    "A lab cluster that wrote " + given + " runs already (process " + process.pid()
                            + "): use it, end it with `grader lab down`, or name another file with --kubeconfig.");
            case Found.Foreign _ when !overwrite -> throw new GraderException(ExitCode.USAGE,
                    "No lab cluster wrote " + given + ", so it is left alone: name another file with --kubeconfig, or"
                            + " give --overwrite.");
            case Found.Foreign _ -> {
            }
        }
        try {
            // Such a file can be read and written by its owner only.
            return new LabKubeconfig(file, Files.createTempFile(folder(file), ".kubeconfig", ".part"));
        } catch (IOException refused) {
            throw new GraderException(ExitCode.USAGE, "--kubeconfig " + given + " cannot be written: " + refused
                    + ". Name a file in a folder that exists and is yours.", refused);
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    Path path() {
        return file;
    }

    /** @param kubeconfig the text of one with one cluster */
    void write(String kubeconfig) {
        try {
            JsonNode tree = Yaml.MAPPER.readTree(kubeconfig);
            ObjectNode extension = ((ObjectNode) tree.path("clusters").path(0).path("cluster")).putArray("extensions")
                    .addObject().put("name", EXTENSION).putObject("extension");
            ProcessHandle self = ProcessHandle.current();
            extension.put("pid", self.pid()).put("started", startTime(self));
            Files.writeString(unfinished, Yaml.MAPPER.writeValueAsString(tree));
            Files.move(unfinished, file, REPLACE_EXISTING);
            written = true;
        } catch (IOException refused) {
            throw new GraderException(ExitCode.USAGE, "--kubeconfig " + file + " cannot be written: " + refused + ".",
                    refused);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw new GraderException(ExitCode.USAGE, "The kubeconfig " + file + " could not be removed: " + refused
                    + ".", refused);
        }
    }

    /** Removes the file, unless it is another one's by now. */
    @Override
    public void close() {
        remove(unfinished);
        if (written && find(file).equals(new Found.Of(ProcessHandle.current()))) {
            remove(file);
        }
    }
}
