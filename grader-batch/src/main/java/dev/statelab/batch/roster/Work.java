package dev.statelab.batch.roster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where a student's work is. A namespace or context that the roster does not name is empty. */
public sealed interface Work {

    /** The same for a task, where {@value Roster#TASK} stands for its name. */
    default Work of(String task) {
        return switch (this) {
            case Live(Path kubeconfig, String context, String namespace) -> new Live(named(kubeconfig, task),
                    context.replace(Roster.TASK, task), namespace.replace(Roster.TASK, task));
            case Submitted(Path path, String namespace) ->
                new Submitted(named(path, task), namespace.replace(Roster.TASK, task));
            case Nothing _,Unclear _ -> this;
        };
    }

    private static Path named(Path path, String task) {
        return Path.of(path.toString().replace(Roster.TASK, task));
    }

    /** A cluster that runs already. The kubeconfig comes from somebody else and is not trusted. */
    record Live(Path kubeconfig, String context, String namespace) implements Work {
        public Live {
            requireNonNull(kubeconfig, "kubeconfig");
            requireNonNull(context, "context");
            requireNonNull(namespace, "namespace");
        }
    }

    /** Files that are to be deployed first: a manifest, a folder of them, a chart, or an archive of these. */
    record Submitted(Path path, String namespace) implements Work {
        public Submitted {
            requireNonNull(path, "path");
            requireNonNull(namespace, "namespace");
        }
    }

    /** The student handed in nothing. */
    record Nothing() implements Work {}

    /** The roster does not say it clearly enough to grade anybody by it. */
    record Unclear(RosterMistake mistake) implements Work {
        public Unclear {
            requireNonNull(mistake, "mistake");
        }
    }
}
