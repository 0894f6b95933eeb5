package dev.statelab.batch.result;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a class, as they are on disk.
 *
 * @param plan who is graded by what
 * @param entries in the order of the roster
 */
public record ClassResults(JsonNode plan, List<Entry> entries) {

    /**
     * A student, and what became of him or her. Texts are hostile.
     *
     * @param file a name for files about this student, without ending; no two students share one
     */
    public record Entry(
            String id,
            String name,
            int row,
            String file,
            Map<String, String> extras,
            StoredResult result) {

        public Entry {
            extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        }
    }

    public ClassResults {
        entries = List.copyOf(entries);
    }

    /** @throws ResultsException when there is no batch in the folder, or it cannot be read */
    public static ClassResults read(Path folder) {
        try {
            ClassPlan plan = ResultsFolder.readPlan(folder);
            List<Entry> entries = new ArrayList<>();
            for (JsonNode student : plan.students()) {
                entries.add(entry(folder, student));
            }
            return new ClassResults(plan.json(), entries);
        } catch (IOException e) {
            throw new ResultsException("No results of a batch can be read from " + folder + ": " + e, e);
        }
    }

    private static Entry entry(Path folder, JsonNode student) throws IOException {
        Path file = folder.resolve(ResultsFolder.STUDENTS).resolve(student.path("file").asText());
        JsonNode json = Files.exists(file) ? Json.MAPPER.readTree(file.toFile()) : Json.MAPPER.createObjectNode();
        // A row that was changed since: what is there is of other work.
        boolean same = json.path("work").equals(student.path("work"));
        Map<String, String> extras = student.path("extras").properties().stream().collect(
                toMap(Map.Entry::getKey, cell -> cell.getValue().asText(), (one, other) -> one, LinkedHashMap::new));
        return new Entry(student.path("id").asText(), student.path("name").asText(), student.path("row").asInt(),
                student.path("file").asText().replaceAll("\\.json$", ""), extras,
                new StoredResult(same ? json : Json.MAPPER.createObjectNode()));
    }

    /** The task's criteria: {@code id}, {@code title} and {@code maxPoints} of each. */
    public List<JsonNode> criteria() {
        return plan.at("/task/criteria").valueStream().toList();
    }

    public List<String> extraColumns() {
        return plan.path("extraColumns").valueStream().map(JsonNode::asText).toList();
    }

    public long count(StoredResult.Status status) {
        return entries.stream().filter(entry -> entry.result().status() == status).count();
    }
}
