package dev.statelab.cli.verify;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.cli.verify.Verification.Deployable;
import dev.statelab.cli.verify.Verification.Prepared;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.CaseSolution;
import dev.statelab.core.cases.Changes;
import dev.statelab.core.cases.Changes.Made;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.Chart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The reference solutions of a task, and what its cases make of them. */
final class References {

    private final Task task;
    private final Map<String, Path> paths;
    private final Map<String, ReferenceSolution> read = new LinkedHashMap<>();

    private References(Task task, Map<String, Path> paths) {
        this.task = task;
        this.paths = paths;
        paths.forEach((folder, path) -> read.put(folder, ReferenceSolution.read(path, task.namespace())));
    }

    /** @throws GraderException naming everything that is wrong with one of them */
    static References read(TaskFolder tasks, String name, Task task) {
        List<Path> folders = tasks.referenceSolutions(name);
        Map<String, Path> paths = new LinkedHashMap<>();
        folders.forEach(folder -> paths.put(
                folders.size() == 1 && folder.equals(tasks.referenceSolution(name))
                        ? ""
                        : String.valueOf(folder.getFileName()),
                folder));
        return new References(task, paths);
    }

    /** The names of their folders; the only one has none. */
    Set<String> folders() {
        return paths.keySet();
    }

    /** @throws GraderException when the case's folder or chart cannot be read, or is not one of these */
    Prepared prepare(Case of) {
        return switch (of.solution()) {
            case CaseSolution.Nothing() -> new Prepared.Complete(new Deployable(of, List.of(), List.of()));
            case CaseSolution.Whole(Path path) -> {
                ReferenceSolution whole = ReferenceSolution.read(path, task.namespace());
                yield new Prepared.Complete(new Deployable(of, whole.objects(), whole.charts()));
            }
            case CaseSolution.Changed changed -> {
                ReferenceSolution base = base(of, changed);
                yield switch (Changes.make(changed, base.objects())) {
                    case Made.Complete(var made) -> new Prepared.Complete(with(changed.beside(),
                            new Deployable(of, made, base.charts())));
                    case Made.Faulty(var mistakes) -> new Prepared.Faulty(mistakes);
                };
            }
        };
    }

    private Deployable with(List<Path> beside, Deployable deployable) {
        List<ReferenceSolution> others = beside.stream().map(path -> ReferenceSolution.read(path, task.namespace()))
                .toList();
        return new Deployable(deployable.of(),
                Stream.concat(deployable.objects().stream(), others.stream().flatMap(each -> each.objects().stream()))
                        .toList(),
                Stream.concat(deployable.charts().stream(), others.stream().flatMap(each -> each.charts().stream()))
                        .toList());
    }

    /** The reference solution that a case changes; its chart may be changed before it is rendered. */
    private ReferenceSolution base(Case of, CaseSolution.Changed changed) {
        String folder = changed.reference().isEmpty() ? paths.keySet().iterator().next() : changed.reference();
        Optional<Path> path = Optional.ofNullable(paths.get(folder));
        if (path.isEmpty() || (!changed.chart().isNone() && !Chart.isOne(path.get()))) {
            throw new GraderException(ExitCode.USAGE, "The case " + of.name() + " of " + task.name() + " changes "
                    + Text.quote(folder) + ". Expected one of the charts " + String.join(", ", paths.keySet()) + ".");
        }
        return changed.chart().isNone()
                ? Optional.ofNullable(read.get(folder)).orElseThrow()
                : ReferenceSolution.read(path.get(), task.namespace(), changed.chart());
    }
}
