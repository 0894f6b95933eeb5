package dev.statelab.cli.change;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.judging.Restorations;
import dev.statelab.core.judging.Restorations.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the evaluations of one user have changed, and not yet given back. */
public final class Notes {

    private final PrivateFolder folder;
    private final Screen screen;

    /** @param user the user's folder */
    public Notes(PrivateFolder user, Screen screen) {
        this.folder = user.folder("changes");
        this.screen = screen;
    }

    /** The same cluster, with a note of what one evaluation changes there. */
    public Cluster noted(Cluster cluster) {
        return new NotedCluster(cluster, new Note(folder, screen));
    }

    /**
     * Gives back what evaluations in this namespace had changed when they were killed, so that nobody is graded by it.
     *
     * @throws GraderException where the cluster does not let it
     */
    public void giveBack(Cluster cluster, String namespace) {
        try {
            for (String name : folder.names()) {
                Path file = folder.path().resolve(name);
                Optional<Note.Content> content = Note.read(file);
                if (content.isPresent() && content.get().isAbandoned() && isIn(namespace, content.get().changes())) {
                    giveBack(cluster, content.get().changes());
                    boolean _ = Files.deleteIfExists(file);
                }
            }
        } catch (IOException unreadable) {
            screen.err().println("Whether an earlier evaluation left something changed is not known, because "
                    + folder.path() + " cannot be read: " + unreadable);
        }
    }

    private static boolean isIn(String namespace, Changes changes) {
        return changes.open().stream().map(Change::namespace).allMatch(namespace::equals);
    }

    private void giveBack(Cluster cluster, Changes changes) {
        Restorations restorations = new Restorations(cluster);
        for (Change change : changes.open()) {
            switch (change) {
                case Change.Scaled(var request) -> restorations.scales(request);
                case Change.Patched(var request) -> restorations.patches(request);
            }
        }
        for (Optional<Restored> next = restorations.restore(); next.isPresent(); next = restorations.restore()) {
            tell(next.get());
        }
    }

    private void tell(Restored restored) {
        String what = Text.line(switch (restored) {
            case Restored.Scale(var request, var _) -> request + " has its " + request.to() + " replicas again";
            case Restored.Fields(var request, var _) -> request + " is as it was again";
        });
        Optional<Cause> problem = restored.problem();
        if (problem.isEmpty()) {
            screen.err().println("An earlier evaluation did not give back what it had changed: " + what
                    + ".");
        } else if (isOver(problem.get())) {
            screen.err().println("An earlier evaluation did not give back what it had changed: "
                    + Text.line(problem.get().message()));
        } else {
            throw new GraderException(ExitCode.INCOMPLETE,
                    "Nothing was graded, because an earlier evaluation did not give back what it had changed: "
                            + Text.line(problem.get().message()));
        }
    }

    /** Somebody else has decided on it since. */
    private static boolean isOver(Cause problem) {
        return problem.reason() == Reason.STILL_CHANGING;
    }
}
