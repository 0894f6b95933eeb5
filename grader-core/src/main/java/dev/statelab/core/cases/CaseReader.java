package dev.statelab.core.cases;

import dev.statelab.core.cases.CaseReading.Faulty;
import dev.statelab.core.cases.CaseReading.ReadCases;
import dev.statelab.core.task.Fields;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Mistakes;
import dev.statelab.core.task.NamedParameters;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads case files: {@code NAME.yaml}, of the shape that {@link #schema()} publishes.
 */
public final class CaseReader {

    static final Set<String> CASE = Fields.keys("apiVersion", "kind", "metadata", "spec");
    static final Set<String> METADATA = Fields.keys("name", "title");
    static final Set<String> SPEC = Fields.keys("manifests", "reference", "chart", "without", "patches",
            "objects", "beside", "parameters", "refused", "outcomes");

    private static final String ENDING = ".yaml";

    private final Task task;
    private final Path file;
    private final Mistakes mistakes;

    /** The file name of the schema, which lies beside the tasks. */
    public static final String SCHEMA = "case-v1.schema.json";

    private CaseReader(Task task, Path file) {
        this.task = task;
        this.file = file;
        this.mistakes = new Mistakes(file.toString());
    }

    /** The text of the JSON Schema of case files. */
    public static String schema() {
        return YamlFile.schema(CaseReader.class, SCHEMA);
    }

    /**
     * Reads every case of a task, and reports every mistake in any of them.
     *
     * @param folder the files that end in {@code .yaml} are cases, what else is there belongs to them; where there is no
     *        such folder there is no case
     */
    public static CaseReading read(Path folder, Task task) {
        List<Case> cases = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (Path file : files(folder, mistakes)) {
            CaseReader reader = new CaseReader(task, file);
            Optional<Case> read = YamlFile.read(file, "a case", reader.mistakes).map(reader::read);
            mistakes.addAll(reader.mistakes.inOrder());
            read.ifPresent(cases::add);
        }
        return mistakes.isEmpty() ? new ReadCases(cases) : new Faulty(mistakes);
    }

    private static List<Path> files(Path folder, List<Mistake> mistakes) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ENDING)).sorted()
                    .toList();
        } catch (IOException e) {
            mistakes.add(new Mistake(folder.toString(), 1, 1, "a folder that can be read", e.toString()));
            return List.of();
        }
    }

    private Case read(Node root) {
        Fields fields = Fields.of(root, "a case", CASE, mistakes);
        fields.constant("apiVersion", TaskReader.API_VERSION);
        fields.constant("kind", "Case");
        Fields metadata = fields.fields("metadata", METADATA);
        Fields spec = fields.fields("spec", SPEC);
        Map<String, ExpectedOutcome> outcomes = new OutcomeReader(task, mistakes).read(spec);
        ChangeReader changes = new ChangeReader(task, file, mistakes);
        return new Case(name(metadata), metadata.text("title"), solution(spec, changes),
                NamedParameters.read(spec, task, mistakes),
                changes.targets(spec, "refused"),
                outcomes);
    }

    private String name(Fields metadata) {
        String fileName = String.valueOf(file.getFileName());
        String expected = fileName.substring(0, fileName.length() - ENDING.length());
        String name = metadata.text("name");
        if (!name.isEmpty() && !name.equals(expected)) {
            mistakes.add(metadata.place("name"), "the name of the file, '" + expected + "'", "'" + name + "'");
        }
        if (Case.isReference(name) || name.equals(Case.EMPTY)) {
            mistakes.add(metadata.place("name"), "another name: every task has this case without a file",
                    "'" + name + "'");
        }
        return name;
    }

    private CaseSolution solution(Fields spec, ChangeReader changes) {
        Optional<Node> manifests = spec.find("manifests");
        if (manifests.isEmpty()) {
            return changes.read(spec);
        }
        for (String key : List.of("reference", "chart", "without", "patches", "objects", "beside")) {
            if (spec.find(key).isPresent()) {
                mistakes.add(spec.keyPlace(key), "either 'manifests' or changes of the reference solution", "both");
            }
        }
        Path path = file.resolveSibling(spec.text("manifests"));
        if (!Files.exists(path)) {
            mistakes.add(manifests.get(), "a file or a folder, relative to this one", "nothing at " + path);
        }
        return new CaseSolution.Whole(path);
    }
}
