package dev.statelab.cli.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.result.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last evaluations of each task, as {@code statelab.dev/evaluation/v1}, a file each. One that is damaged or of another
 * make counts as none.
 */
public final class History {

    /** Evaluations of one task that are kept: more than anybody compares, a few hundred KiB at most. */
    static final int KEPT = 20;

    /** Larger than any evaluation. */
    private static final long LARGEST = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss.SSSSSS")
            .withZone(ZoneOffset.UTC);

    private final PrivateFolder folder;

    /** @param folder of the user */
    public History(PrivateFolder folder) {
        this.folder = folder.folder("evaluations");
    }

    /** Keeps an evaluation, and forgets the oldest of that task when there are too many. */
    public void keep(Evaluation evaluation) throws IOException {
        PrivateFolder ofTask = folder.folder(evaluation.task().name());
        ofTask.write(TIME.format(evaluation.startedAt()) + "-" + evaluation.id() + ".json",
                JsonReport.render(evaluation));
        List<String> names = ofTask.names();
        for (String old : names.subList(0, Math.max(0, names.size() - KEPT))) {
            boolean _ = Files.deleteIfExists(ofTask.path().resolve(old));
        }
    }

    /** The newest evaluation of this task in this namespace that has a score. */
    public Optional<Past> last(String task, String namespace) throws IOException {
        PrivateFolder ofTask = folder.folder(task);
        List<String> newestFirst = new ArrayList<>(ofTask.names()).reversed();
        for (String name : newestFirst) {
            Optional<Past> past = read(ofTask.path().resolve(name))
                    .filter(json -> json.path("namespace").asText().equals(namespace))
                    .flatMap(Past::of);
            if (past.isPresent()) {
                return past;
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }
}
