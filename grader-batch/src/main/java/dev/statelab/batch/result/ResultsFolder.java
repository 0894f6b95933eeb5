package dev.statelab.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that a batch writes its results into, while it is being written: {@code batch.json}, one file in
 * {@code students} for each student that is done, {@code journal.jsonl}, and at the end {@code summary.json} and
 * {@code gradebook.csv}. The process may be killed at any moment: what {@link #store} returned from is there, whole.
 *
 * <p>No other process can open the folder meanwhile. Writing must not be interrupted: use a thread of its own for it.
 */
public final class ResultsFolder implements AutoCloseable {

    private static final String PLAN = "batch.json";
    private static final String JOURNAL = "journal.jsonl";
    private static final String FINISHED = "finished";
    private static final Roster NOBODY = new Roster(List.of(), List.of(), List.of());
    static final String STUDENTS = "students";

    private final Path folder;
    private final FolderLock lock;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<String, String> digests = new HashMap<>();

    private ResultsFolder(Path folder, FolderLock lock, InstantSource clock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.clock = clock;
        this.journal = Journal.open(folder.resolve(JOURNAL));
        for (JsonNode line : journal.before()) {
            if (line.has("sha256")) {
                digests.put(line.path("file").asText(), line.path("sha256").asText());
            }
        }
    }

    /**
     * Opens the folder, and makes it when it is not there.
     *
     * @param resume whether a batch that was begun there is to go on
     * @throws ResultsException when it cannot be used; nothing in it was changed then
     */
    public static ResultsFolder open(
            Path folder, boolean resume, Rubric rubric, Roster roster, InstantSource clock) {
        ClassPlan asked = ClassPlan.of(rubric, roster);
        FolderLock lock = FolderLock.of(folder);
        try {
            ClassPlan plan = checked(folder, resume, asked);
            Files.createDirectories(folder.resolve(STUDENTS));
            AtomicFile.sweep(folder);
            AtomicFile.sweep(folder.resolve(STUDENTS));
            AtomicFile.write(folder.resolve(PLAN), Json.file(plan.json()));
            ResultsFolder opened = new ResultsFolder(folder, lock, clock);
            opened.tell("begun", "");
            return opened;
        } catch (IOException e) {
            lock.close();
            throw unusable(folder, e);
        } catch (ResultsException e) {
            lock.close();
            throw e;
        }
    }

    /** The words of a rubric stay as they were when a batch goes on: what is there was told in them. */
    private static ClassPlan checked(Path folder, boolean resume, ClassPlan plan) throws IOException {
        Path file = folder.resolve(PLAN);
        if (!Files.exists(file)) {
            if (FolderLock.holdsSomethingElse(folder)) {
                throw new ResultsException("The folder " + folder + " holds other files: name an empty or a new one.");
            }
            return plan;
        }
        if (!resume) {
            throw new ResultsException("The folder " + folder
                    + " holds the results of a batch already: add --resume to go on with it, or name another folder.");
        }
        ClassPlan before = readPlan(folder);
        JsonNode task = before.task();
        if (!task.equals(plan.task())) {
            throw new ResultsException("The folder " + folder + " holds results of the task "
                    + task.path("name").asText() + ", version " + task.path("version").asText()
                    + ", with other criteria or points than now: name another folder, or give those results today's"
                    + " points with grader regrade.");
        }
        if (before.rubric().isEmpty()) {
            return plan;
        }
        List<String> otherwise = RubricChange.between(before.rubric(), plan.rubric()).judgedOtherwise();
        if (!otherwise.isEmpty()) {
            throw new ResultsException("The folder " + folder + " holds results of a rubric that asked otherwise ("
                    + String.join(", ", otherwise) + "): name another folder.");
        }
        return plan.by(before);
    }

    /** What became of giving results other points. */
    public record Regrading(ClassResults results, List<String> notFromEvidence, Set<String> oldWords) {
        public Regrading {
            notFromEvidence = List.copyOf(notFromEvidence);
            oldWords = Set.copyOf(oldWords);
        }
    }

    /**
     * Gives the results in a folder the points and the words of a rubric that asks for the same as theirs. Killed in
     * between, the same call again completes it.
     *
     * @throws ResultsException when it asks for something else, or the folder cannot be used
     */
    public static Regrading regrade(Path folder, Rubric rubric, InstantSource clock) {
        if (!Files.exists(folder.resolve(PLAN))) {
            throw new ResultsException("There are no results of a batch in " + folder + ".");
        }
        try (FolderLock lock = FolderLock.of(folder)) {
            ClassPlan before = readPlan(folder);
            RubricChange change = RubricChange.between(before.rubric(), rubric.text());
            List<String> otherwise = change.judgedOtherwise();
            if (!otherwise.isEmpty()) {
                throw new ResultsException("The rubric asks for something else than when the results in " + folder
                        + " were judged (" + String.join(", ", otherwise) + "): grade the class again.");
            }
            Regrade regrade = new Regrade(rubric.task(), change);
            List<String> unclear = new ArrayList<>();
            ResultsFolder opened = new ResultsFolder(folder, lock, clock);
            try (Journal _ = opened.journal) {
                for (JsonNode student : before.students()) {
                    opened.regrade(student.path("file").asText(), regrade).ifPresent(unclear::add);
                }
                AtomicFile.write(folder.resolve(PLAN),
                        Json.file(before.by(ClassPlan.of(rubric, NOBODY)).json()));
                return new Regrading(opened.finish(), unclear, regrade.oldWords());
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Who cannot be regraded, and why; empty when it was done, or nothing is there. */
    private Optional<String> regrade(String name, Regrade regrade) throws IOException {
        Path file = folder.resolve(STUDENTS).resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        StoredResult stored = new StoredResult(Json.MAPPER.readTree(file.toFile()));
        String id = stored.json().at("/student/id").asText();
        return switch (regrade.of(stored)) {
            case Regrade.Result.Regraded(StoredResult result) -> {
                if (!result.equals(stored)) {
                    write(name, id, result, "regraded");
                }
                yield Optional.empty();
            }
            case Regrade.Result.NotFromEvidence(String criterion) -> {
                write(name, id, stored.without(Kind.RUBRIC_CHANGED, "The rubric shares out the points of " + criterion
                        + " otherwise now, and gave a part of them: grade this student again"), "regraded");
                yield Optional.of(id + ": " + criterion);
            }
        };
    }

    static ClassPlan readPlan(Path folder) throws IOException {
        try {
            return new ClassPlan(Json.MAPPER.readTree(folder.resolve(PLAN).toFile()));
        } catch (JsonProcessingException damaged) {
            throw new IOException(folder.resolve(PLAN) + " is damaged: " + damaged.getOriginalMessage(), damaged);
        }
    }

    /** What the folder has of a student; empty when nothing, or when it is of other work, or damaged. */
    public Optional<StoredResult> stored(Student student) {
        String name = FileName.of(student.id()) + ".json";
        Path file = folder.resolve(STUDENTS).resolve(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            String digest = digests.get(name);
            // Without a digest the process was killed between the file and the journal's line; the file is whole.
            if (digest != null && !digest.equals(FileName.digest(bytes))) {
                return Optional.empty();
            }
            StoredResult stored = new StoredResult(Json.MAPPER.readTree(bytes));
            return stored.isOf(student) ? Optional.of(stored) : Optional.empty();
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * Writes what became of a student, in place of what was there of him or her; returns when it is on the disk.
     *
     * @throws ResultsException when it could not be written; the folder is as it was
     */
    public void store(Student student, StudentOutcome outcome) {
        try {
            write(FileName.of(student.id()) + ".json", student.id(), StoredResult.of(student, outcome), FINISHED);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void write(String name, String id, StoredResult result, String event) throws IOException {
        byte[] bytes = Json.file(result.json());
        AtomicFile.write(folder.resolve(STUDENTS).resolve(name), bytes);
        journal.append(line(event, id).put("file", name).put("sha256", FileName.digest(bytes)));
    }

    /** Notes in the journal that something happened. */
    public void tell(String event, String studentId) {
        try {
            journal.append(line(event, studentId));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private ObjectNode line(String event, String studentId) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("at", clock.instant().toString()).put("event", event);
        return studentId.isEmpty() ? line : line.put("student", studentId);
    }

    /** Makes {@code summary.json} and {@code gradebook.csv} of what is there by now. */
    public ClassResults finish() {
        ClassResults results = ClassResults.read(folder);
        try {
            AtomicFile.write(folder.resolve("summary.json"), Json.file(Summary.of(results)));
            AtomicFile.write(folder.resolve("gradebook.csv"), Gradebook.render(results).getBytes(UTF_8));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return results;
    }

    static ResultsException unusable(Path folder, IOException e) {
        return new ResultsException("The folder " + folder + " cannot be used: " + e
                + ". What is in it is whole: make room or get the permission, then run the same with --resume.", e);
    }

    @Override
    public void close() {
        try (lock) {
            journal.close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }
}
