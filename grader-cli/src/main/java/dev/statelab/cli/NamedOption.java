package dev.statelab.cli;

import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.NamedParameters;
import dev.statelab.core.task.Parameter;
import dev.statelab.core.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --param NAME=VALUE}, for every command that grades work whose author chose the names. */
public final class NamedOption {

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "What one of the task's parameters is in this work, such as statefulset=myapp. Can be given several times. Else it is taken from a submission.yaml in the work's folder or beside it, or found by the task's rules.")
    private Map<String, String> given = new LinkedHashMap<>();

    /**
     * What is given here, and, where nothing is, in the file that belongs to the work.
     *
     * @param work the manifests, folders and charts; may be none
     * @throws GraderException when a name is no parameter of the task, or a file is faulty
     */
    public Map<String, String> of(Task task, List<Path> work) {
        Map<String, String> named = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        work.stream().map(NamedParameters::beside).flatMap(Optional::stream).distinct().forEach(file -> {
            switch (NamedParameters.read(file, task)) {
                case NamedParameters.Reading.Named(Map<String, String> read) -> named.putAll(read);
                case NamedParameters.Reading.Faulty(List<Mistake> found) -> mistakes.addAll(found);
            }
        });
        if (!mistakes.isEmpty()) {
            throw new GraderException(ExitCode.USAGE, String.join("\n",
                    mistakes.stream().map(mistake -> Text.line(mistake.toString())).toList()));
        }
        List<String> known = task.parameters().stream().map(Parameter::id).toList();
        given.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new GraderException(ExitCode.USAGE, "Expected " + NamedParameters.expected(task)
                    + ", found --param " + Text.line(name) + "=" + Text.line(given.getOrDefault(name, "")) + ".");
        });
        named.putAll(given);
        return named;
    }
}
