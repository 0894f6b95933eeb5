package dev.statelab.batch.submission;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.report.Printable;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.NamedParameters;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import dev.statelab.kube.release.PlannedRelease;
import dev.statelab.kube.release.PlannedRelease.NotPlanned;
import dev.statelab.kube.release.PlannedRelease.Planned;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of opening what a student handed in. Whoever opens one closes it, when nothing of it is needed any more. */
public sealed interface Submission extends Closeable {

    /**
     * What is to be deployed.
     *
     * @param manifests at least one
     * @param named what the student says that parameters of the task are, by their ids
     */
    record ToDeploy(List<Manifest> manifests, Map<String, String> named) implements Submission {
        public ToDeploy {
            manifests = List.copyOf(manifests);
            named = Map.copyOf(named);
        }
    }

    /**
     * A chart that is to be installed.
     *
     * @param named what the student says that parameters of the task are, by their ids
     * @param files where the chart is unpacked
     */
    record ToInstall(PlannedRelease chart, Map<String, String> named, Closeable files) implements Submission {
        public ToInstall {
            requireNonNull(chart, "chart");
            named = Map.copyOf(named);
            requireNonNull(files, "files");
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }

    /** Removes what was unpacked and is still needed, if anything is. */
    @Override
    default void close() throws IOException {}

    /** A folder or archive without a file in it. */
    record Empty() implements Submission {}

    /**
     * It cannot be deployed, or should not be.
     *
     * @param problems what is wrong, each on one line without anything that a terminal acts on
     */
    record Refused(List<String> problems) implements Submission {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Something on this machine stood in the way, such as a full disk. */
    record Unreadable(String message) implements Submission {
        public Unreadable {
            requireNonNull(message, "message");
        }
    }

    /**
     * Opens a manifest, a folder of manifests, a chart, or a {@code .zip}, {@code .tgz} or {@code .tar.gz} of these. A
     * folder that holds nothing but another one stands for that. Nothing but the files themselves is read, and nothing is
     * left behind once the submission is closed.
     *
     * <p>A {@value NamedParameters#FILE} in the folder, or beside the one folder in it, names parameters of the task.
     *
     * @param namespace what a chart is rendered for
     */
    static Submission open(Path path, Task task, String namespace, SubmissionLimits limits) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return refused("expected what the roster names, " + Printable.of(path.toString())
                        + "; found nothing there");
            }
            if (Files.isSymbolicLink(path)) {
                return refused(Printable.of(path.toString()) + " is a symbolic link, which is not followed");
            }
            if (Files.isDirectory(path)) {
                return read(path, path, task, namespace, limits, () -> {});
            }
            if (!Files.isRegularFile(path)) {
                return refused(Printable.of(path.toString()) + " is no file and no folder");
            }
            return Archive.isOne(path)
                    ? unpacked(Archive.unpack(path, limits), path, task, namespace, limits)
                    : manifests(path, path, Map.of(), namespace, limits);
        } catch (Refusal refusal) {
            return refused(refusal.message());
        } catch (UncheckedIOException | IOException e) {
            return new Unreadable(Printable.of(path + ": " + e));
        }
    }

    private static Submission unpacked(Unpacked files, Path shown, Task task, String namespace,
            SubmissionLimits limits) throws Refusal, IOException {
        boolean needed = false;
        try {
            Submission submission = read(files.folder(), shown, task, namespace, limits, files);
            needed = submission instanceof ToInstall;
            return submission;
        } finally {
            if (!needed) {
                files.close();
            }
        }
    }

    private static Submission read(Path folder, Path shown, Task task, String namespace, SubmissionLimits limits,
            Closeable files) throws Refusal, IOException {
        Tree tree = Tree.of(folder, limits);
        if (tree.files() == 0) {
            return new Empty();
        }
        Optional<Path> file = NamedParameters.beside(tree.root()).filter(found -> found.startsWith(folder));
        Map<String, String> named = Map.of();
        if (file.isPresent()) {
            switch (NamedParameters.read(file.get(), task)) {
                case NamedParameters.Reading.Named(Map<String, String> read) -> named = read;
                case NamedParameters.Reading.Faulty(List<Mistake> mistakes) -> {
                    return new Refused(mistakes.stream().map(
                            mistake -> Printable.of(mistake.toString().replace(folder.toString(), shown.toString())))
                            .toList());
                }
            }
        }
        return Chart.isOne(tree.root())
                ? chart(tree.root(), shown, named, namespace, limits, files)
                : manifests(tree.root(), shown, named, namespace, limits);
    }

    private static Submission chart(Path folder, Path shown, Map<String, String> named, String namespace,
            SubmissionLimits limits, Closeable files) throws Refusal {
        // What a temporary folder is called says nothing.
        ChartOptions options = new ChartOptions(Chart.releaseName(files instanceof Unpacked(Path unpacked)
                && unpacked.equals(folder) ? Archive.withoutEnding(shown) : folder, ChartOptions.NONE), List.of(),
                Map.of());
        return switch (PlannedRelease.plan(folder, namespace, options, false)) {
            case NotPlanned(List<Problem> problems, var _, var _) -> refused(problems, folder, shown);
            case Planned(PlannedRelease release) -> {
                Demands.check(release.manifests(), limits);
                yield new ToInstall(release, named, files);
            }
        };
    }

    private static Submission manifests(Path path, Path shown, Map<String, String> named, String namespace,
            SubmissionLimits limits) throws Refusal {
        return switch (Manifests.read(path, namespace)) {
            case Faulty(List<Problem> problems, _) -> refused(problems, path, shown);
            case Complete(List<Manifest> manifests) -> {
                Demands.check(manifests, limits);
                yield new ToDeploy(manifests, named);
            }
        };
    }

    private static Refused refused(List<Problem> problems, Path path, Path shown) {
        return new Refused(problems.stream()
                .map(problem -> Printable.of(problem.toString().replace(path.toString(), shown.toString())))
                .toList());
    }

    private static Refused refused(String problem) {
        return new Refused(List.of(problem));
    }
}
