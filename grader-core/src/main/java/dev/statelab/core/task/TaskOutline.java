package dev.statelab.core.task;

import dev.statelab.core.check.Checks;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.CheckedExpressions;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A task file of which only a little was looked at: reading the rest, its expressions above all, takes most of the time. What
 * is wrong with it is told by {@link #read()}.
 */
public final class TaskOutline {

    private final Path file;
    private final Optional<Node> root;
    private final Mistakes mistakes;

    private TaskOutline(Path file, Optional<Node> root, Mistakes mistakes) {
        this.file = file;
        this.root = root;
        this.mistakes = mistakes;
    }

    static TaskOutline of(Path file) {
        Mistakes mistakes = new Mistakes(file.toString());
        return new TaskOutline(file, YamlFile.read(file, TaskReader.CONTENT, mistakes), mistakes);
    }

    /** The namespace that it names, if that is one. */
    public Optional<String> namespace() {
        Mistakes toldLater = new Mistakes(file.toString());
        return root.map(node -> TaskReader.namespace(TaskReader.spec(node, toldLater)))
                .filter(_ -> toldLater.inOrder().isEmpty());
    }

    /** Whether it observes objects of a kind, as far as it can be read. */
    public boolean observes(ResourceKind kind) {
        Mistakes toldLater = new Mistakes(file.toString());
        return root.map(node -> TaskReader.spec(node, toldLater)).stream()
                .flatMap(
                        spec -> TaskReader.observations(spec, new ParameterReader(spec, toldLater), toldLater).stream())
                .anyMatch(observation -> observation.kind().equals(kind));
    }

    /** All of it. */
    public TaskReading read() {
        return read(CheckedExpressions.kept());
    }

    /**
     * All of it.
     *
     * @param checked expressions that need not be checked again; those that are checked are added
     */
    public TaskReading read(CheckedExpressions checked) {
        return TaskReader.read(root, () -> Checks.beside(file), checked, mistakes);
    }
}
