package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Finding;
import java.util.List;

/** What manifests say of one criterion. */
public sealed interface Prediction {

    /** It holds, whatever the cluster does. */
    record Holds() implements Prediction {}

    /**
     * It does not pass, whatever the cluster does.
     *
     * @param fields what decides it, the most telling one first; empty where nothing in the manifests is about it
     */
    record Fails(Finding finding, List<ObjectField> fields) implements Prediction {
        public Fails {
            requireNonNull(finding, "finding");
            fields = List.copyOf(fields);
        }
    }

    /** Another criterion, which fails, has to pass first. */
    record Blocked(String by) implements Prediction {
        public Blocked {
            requireNonNull(by, "by");
        }
    }

    /**
     * What it is about is in none of the files that could be read.
     *
     * @param files in which it may be
     */
    record Unread(List<String> files) implements Prediction {
        public Unread {
            files = List.copyOf(files);
        }
    }

    /**
     * Nothing in the manifests speaks against it; the rest only a running cluster tells.
     *
     * @param needs what it takes to tell, each for people
     */
    record Open(List<String> needs) implements Prediction {
        public Open {
            needs = List.copyOf(needs);
        }
    }
}
