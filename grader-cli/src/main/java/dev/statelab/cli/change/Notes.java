package dev.statelab.cli.change;

import dev.statelab.batch.run.Safekeeping;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.judging.Restorations;
import dev.statelab.core.judging.Restorations.Restored;
import dev.statelab.core.result.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the evaluations of one user have changed, and not yet given back: a file for each, in the user's folder. */
public final class Notes implements Safekeeping {

    private static final String LEFT = "An earlier evaluation did not give back what it had changed: ";

    private final PrivateFolder folder;

    /** @param user the user's folder */
    public Notes(PrivateFolder user) {
        this.folder = user.folder("changes");
    }

    @Override
    public Evaluation noting(Cluster cluster, Consumer<String> told, Function<Cluster, Evaluation> evaluation) {
        NotedCluster noted = new NotedCluster(cluster, new Note(folder, told));
        try {
            return evaluation.apply(noted);
        } finally {
            noted.end();
        }
    }

    @Override
    public Optional<Cause> giveBack(Cluster cluster, String namespace, Consumer<String> told)
            throws InterruptedException {
        try {
            for (String name : folder.names()) {
                Path file = folder.path().resolve(name);
                Optional<Note.Content> content = Note.read(file).filter(Note.Content::isAbandoned)
                        .filter(note -> isIn(namespace, note.changes()));
                if (content.isPresent() && cluster.identity().mayBe(content.get().cluster())) {
                    Optional<Cause> problem = giveBack(cluster, file, content.get(), told);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        } catch (IOException unreadable) {
            told.accept("Whether an earlier evaluation left something changed is not known, because "
                    + folder.path() + " cannot be read: " + unreadable);
        }
        return Optional.empty();
    }

    private static boolean isIn(String namespace, Changes changes) {
        return changes.open().stream().map(change -> change.fields().namespace()).allMatch(namespace::equals);
    }

    /**
     * Of a cluster of which too little can be read, nobody knows whether the note is of it: then what is not found there is
     * somewhere else, and what cannot be reached is told as that.
     */
    private static Optional<Cause> giveBack(Cluster cluster, Path file, Note.Content note, Consumer<String> told)
            throws IOException, InterruptedException {
        boolean known = cluster.identity().is(note.cluster());
        Restorations restorations = new Restorations(cluster);
        for (Change change : note.changes().open()) {
            switch (change) {
                case Change.Scaled(var request) -> restorations.scales(request);
                case Change.Patched(var request) -> restorations.patches(request);
            }
        }
        boolean over = true;
        for (Optional<Restored> next = restorations.restore(); next.isPresent(); next = restorations.restore()) {
            Restored restored = next.get();
            if (!restored.isOver()) {
                return known
                        ? restored.problem().map(problem -> new Cause(problem.reason(), LEFT + problem.message()))
                        : restored.why();
            }
            if (known || restored.why().isEmpty()) {
                told.accept(LEFT + restored.problem().map(Cause::message).orElse(done(restored)));
            } else {
                over = false;
            }
        }
        if (over) {
            boolean _ = Files.deleteIfExists(file);
        }
        return Optional.empty();
    }

    private static String done(Restored restored) {
        return switch (restored) {
            case Restored.Scale(var request, var _, var _) -> request + " has its " + request.to() + " replicas again.";
            case Restored.Fields(var request, var _, var _) -> request + " is as it was again.";
        };
    }
}
