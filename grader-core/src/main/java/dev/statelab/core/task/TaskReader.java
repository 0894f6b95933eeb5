package dev.statelab.core.task;

import dev.statelab.core.Limits;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code task.yaml}. The shape is published as a JSON Schema, {@code task-v1.schema.json} beside this class. A file
 * with a mistake is no task: all of its mistakes are reported at once.
 */
public final class TaskReader {

    public static final String API_VERSION = "statelab.dev/v1";

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final String DNS_LABEL_FORM = "lower-case letters, digits and dashes";
    private static final int MOST_POINTS = 10_000;

    private TaskReader() {}

    /** Reads one file. That it cannot be read is a mistake, too. */
    public static TaskReading read(Path file) {
        try {
            if (Files.size(file) > Limits.TASK_FILE) {
                return unreadable(file, "a file of at most " + Limits.TASK_FILE + " bytes", "a larger one");
            }
            return read(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            return unreadable(file, "a task file", "no such file");
        } catch (CharacterCodingException e) {
            return unreadable(file, "text in UTF-8", "bytes that are none");
        } catch (IOException e) {
            return unreadable(file, "a file that can be read", e.toString());
        }
    }

    /**
     * Reads a task from a text.
     *
     * @param file how mistakes name the file
     */
    public static TaskReading read(String text, String file) {
        Mistakes mistakes = new Mistakes(file);
        Optional<Task> task = compose(text, mistakes).map(root -> task(root, mistakes));
        List<Mistake> found = mistakes.inOrder();
        return task.isPresent() && found.isEmpty() ? new ReadTask(task.get()) : new Faulty(found);
    }

    private static Optional<Node> compose(String text, Mistakes mistakes) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Limits.TASK_FILE).build();
        Optional<Mark> problem = Optional.empty();
        String found = "an empty file";
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                return root;
            }
        } catch (MarkedYamlEngineException e) {
            problem = e.getProblemMark();
            found = String.valueOf(e.getProblem());
        } catch (YamlEngineException e) {
            found = String.valueOf(e.getMessage());
        }
        mistakes.add(problem, "one YAML document with a task", found);
        return Optional.empty();
    }

    private static Task task(Node root, Mistakes mistakes) {
        Fields task = Fields.of(root, "a task", Keys.TASK, mistakes);
        constant(task, "apiVersion", API_VERSION, mistakes);
        constant(task, "kind", "Task", mistakes);
        Fields metadata = task.fields("metadata", Keys.METADATA);
        Fields spec = task.fields("spec", Keys.SPEC);
        String name = metadata.text("name", DNS_LABEL, DNS_LABEL_FORM);
        String title = metadata.text("title");
        String version = metadata.text("version", "1");
        int maxPoints = spec.number("maxPoints", 1, MOST_POINTS, 100);
        List<Observation> observations = new ObservationReader(mistakes).read(spec);
        List<Criterion> criteria = new CriterionReader(observations, new ExpressionCompiler(), mistakes).read(spec);
        Rubric.check(spec, criteria, maxPoints, mistakes);
        return new Task(name, title, version, spec.text("namespace", DNS_LABEL, DNS_LABEL_FORM), maxPoints,
                spec.number("passMark", 0, maxPoints, maxPoints), observations, criteria);
    }

    private static void constant(Fields fields, String key, String wanted, Mistakes mistakes) {
        String found = fields.text(key);
        if (!found.isEmpty() && !found.equals(wanted)) {
            mistakes.add(fields.place(key), "'" + wanted + "'", "'" + found + "'");
        }
    }

    private static TaskReading unreadable(Path file, String expected, String found) {
        return new Faulty(List.of(new Mistake(file.toString(), 1, 1, expected, found)));
    }
}
