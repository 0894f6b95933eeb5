package dev.statelab.core.task;

import dev.statelab.core.check.Checks;
import dev.statelab.core.expression.CheckedExpressions;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.expression.ExpressionCompiler.Shape;
import dev.statelab.core.expression.TemplateCompiler;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code task.yaml}. The shape is published as a JSON Schema, {@link #schema()}. A file
 * with a mistake is no task: all of its mistakes are reported at once.
 */
public final class TaskReader {

    public static final String API_VERSION = "statelab.dev/v1";

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    static final String CONTENT = "a task";
    private static final String DNS_LABEL_FORM = "lower-case letters, digits and dashes";
    private static final int MOST_POINTS = 10_000;

    /** The file name of the schema, which lies beside the tasks. */
    public static final String SCHEMA = "task-v1.schema.json";

    private TaskReader() {}

    /** The text of the JSON Schema of task files. */
    public static String schema() {
        return YamlFile.schema(TaskReader.class, SCHEMA);
    }

    /** Reads one file. That it cannot be read is a mistake, too. */
    public static TaskReading read(Path file) {
        return outline(file).read();
    }

    /** Looks at a file, in a fraction of the time that it takes to read all of it. */
    public static TaskOutline outline(Path file) {
        return TaskOutline.of(file);
    }

    /**
     * Reads a task from a text.
     *
     * @param file how mistakes name the file
     */
    public static TaskReading read(String text, String file) {
        Mistakes mistakes = new Mistakes(file);
        return read(YamlFile.compose(text, CONTENT, mistakes), Checks::onClassPath, CheckedExpressions.none(),
                mistakes);
    }

    static TaskReading read(Optional<Node> root, Supplier<Checks.Found> checks, CheckedExpressions checked,
            Mistakes mistakes) {
        Optional<Task> task = root.map(node -> task(node, checks, checked, mistakes));
        List<Mistake> found = mistakes.inOrder();
        return task.isPresent() && found.isEmpty()
                ? new ReadTask(task.get(), mistakes.warningsInOrder())
                : new Faulty(found, mistakes.warningsInOrder());
    }

    static Fields spec(Node root, Mistakes mistakes) {
        return spec(Fields.of(root, "a task", Keys.TASK, mistakes));
    }

    private static Fields spec(Fields task) {
        return task.fields("spec", Keys.SPEC);
    }

    static String namespace(Fields spec) {
        return spec.text("namespace", DNS_LABEL, DNS_LABEL_FORM);
    }

    static List<Observation> observations(Fields spec, ParameterReader parameters, Mistakes mistakes) {
        return new ObservationReader(mistakes).read(spec, parameters.names(), parameters.observations());
    }

    private static Task task(Node root, Supplier<Checks.Found> checks, CheckedExpressions checked,
            Mistakes mistakes) {
        Fields task = Fields.of(root, "a task", Keys.TASK, mistakes);
        task.constant("apiVersion", API_VERSION);
        task.constant("kind", "Task");
        Fields metadata = task.fields("metadata", Keys.METADATA);
        Fields spec = spec(task);
        String name = metadata.text("name", DNS_LABEL, DNS_LABEL_FORM);
        String title = metadata.text("title");
        String version = metadata.text("version", "1");
        int maxPoints = spec.number("maxPoints", 1, MOST_POINTS, 100);
        ParameterReader parameterReader = new ParameterReader(spec, mistakes);
        List<Observation> observations = observations(spec, parameterReader, mistakes);
        ExpressionCompiler compiler = new ExpressionCompiler(shapes(observations), checked);
        ExpectationReader expressions = new ExpectationReader(compiler, new TemplateCompiler(compiler), mistakes);
        List<Parameter> parameters = parameterReader.read(observations, expressions);
        List<Criterion> criteria = new CriterionReader(parameterReader.names(), observations, expressions, checks,
                mistakes).read(spec);
        Rubric.check(spec, criteria, maxPoints, mistakes);
        if (mistakes.inOrder().isEmpty()) {
            Suspicions.check(spec, parameters, observations, criteria, mistakes);
        }
        return new Task(name, title, version, namespace(spec), maxPoints,
                spec.number("passMark", 0, maxPoints, maxPoints), parameters, observations, criteria);
    }

    private static Map<String, Shape> shapes(List<Observation> observations) {
        Map<String, Shape> shapes = new HashMap<>();
        Names.BROUGHT.forEach(name -> shapes.put(name, Shape.OBJECT));
        observations.forEach(observation -> shapes.put(observation.id(),
                observation.isList() ? Shape.LIST_OF_OBJECTS : Shape.OBJECT));
        return shapes;
    }
}
