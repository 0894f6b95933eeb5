package dev.statelab.batch.submission;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.report.Printable;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.NamedParameters;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of opening what a student handed in. */
public sealed interface Submission {

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
     * left behind.
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
                return read(path, path, task, namespace, limits);
            }
            if (!Archive.isOne(path)) {
                return manifests(path, path, Map.of(), namespace, limits);
            }
            try (Unpacked unpacked = Archive.unpack(path, limits)) {
                return read(unpacked.folder(), path, task, namespace, limits);
            }
        } catch (Refusal refusal) {
            return refused(refusal.message());
        } catch (UncheckedIOException | IOException e) {
            return new Unreadable(Printable.of(path + ": " + e));
        }
    }

    private static Submission read(Path folder, Path shown, Task task, String namespace, SubmissionLimits limits)
            throws Refusal, IOException {
        Tree tree = Tree.of(folder, limits);
        if (tree.files() == 0) {
            return new Empty();
        }
        Optional<Path> file = NamedParameters.beside(tree.root()).filter(found -> found.startsWith(folder));
        if (file.isEmpty()) {
            return manifests(tree.root(), shown, Map.of(), namespace, limits);
        }
        return switch (NamedParameters.read(file.get(), task)) {
            case NamedParameters.Reading.Named(Map<String, String> named) ->
                manifests(tree.root(), shown, named, namespace, limits);
            case NamedParameters.Reading.Faulty(List<Mistake> mistakes) -> new Refused(mistakes.stream()
                    .map(mistake -> Printable.of(mistake.toString().replace(folder.toString(), shown.toString())))
                    .toList());
        };
    }

    private static Submission manifests(Path path, Path shown, Map<String, String> named, String namespace,
            SubmissionLimits limits) throws Refusal {
        return switch (Manifests.read(path, namespace)) {
            case Faulty(List<Problem> problems, _) -> new Refused(problems.stream()
                    .map(problem -> Printable.of(problem.toString().replace(path.toString(), shown.toString())))
                    .toList());
            case Complete(List<Manifest> manifests) -> {
                Demands.check(manifests, limits);
                yield new ToDeploy(manifests, named);
            }
        };
    }

    private static Refused refused(String problem) {
        return new Refused(List.of(problem));
    }
}
