package dev.statelab.cli.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.report.ClusterJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The file that says what one evaluation has changed; there is none while nothing is to be given back. */
final class Note {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateFolder folder;
    private final String name = UUID.randomUUID() + ".json";
    private final Consumer<String> told;
    private boolean impossible;

    /** @param folder with the notes of all evaluations */
    Note(PrivateFolder folder, Consumer<String> told) {
        this.folder = folder;
        this.told = told;
    }

    /**
     * What a note says.
     *
     * @param cluster where they were made, as far as that could be read
     * @param isAbandoned whether the evaluation, or its process, has ended and did not give back what it had changed
     */
    record Content(ClusterIdentity cluster, Changes changes, boolean isAbandoned) {}

    /** Where it cannot be kept, the evaluation goes on without: that it is killed is unlikely. */
    void keep(ClusterIdentity cluster, Changes changes) {
        keep(cluster, changes, false);
    }

    /** The evaluation has ended, and its process may go on. */
    void leave(ClusterIdentity cluster, Changes changes) {
        keep(cluster, changes, true);
    }

    private void keep(ClusterIdentity cluster, Changes changes, boolean ended) {
        try {
            if (changes.isEmpty()) {
                boolean _ = Files.deleteIfExists(folder.path().resolve(name));
            } else if (!impossible) {
                folder.write(name, text(cluster, changes, ended));
            }
        } catch (IOException refused) {
            impossible = true;
            told.accept("What is changed for a while cannot be noted in " + folder.path() + ": " + refused
                    + ". It is given back at the end all the same; only if the grader is killed before, look after it.");
        }
    }

    private static String text(ClusterIdentity cluster, Changes changes, boolean ended) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        ProcessHandle self = ProcessHandle.current();
        note.put("pid", self.pid()).put("started", startTime(self)).put("ended", ended);
        note.set("cluster", ClusterJson.of(cluster));
        changes.open().forEach(change -> note.withArray("changes").add(Change.json(change)));
        return note.toPrettyString() + "\n";
    }

    /** Empty where the file is gone or is no note. */
    static Optional<Content> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode note = JSON.readTree(Files.readAllBytes(file));
            Changes changes = Changes.NONE;
            for (JsonNode change : note.path("changes")) {
                changes = changes.with(Change.of(change));
            }
            boolean runs = ProcessHandle.of(note.path("pid").asLong())
                    .filter(process -> startTime(process).equals(note.path("started").asText())).isPresent();
            return Optional.of(new Content(ClusterJson.read(note), changes, !runs || note.path("ended").asBoolean()));
        } catch (JsonProcessingException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** A process number is given out again; number and start time together are not. */
    private static String startTime(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
