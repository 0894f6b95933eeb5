package dev.statelab.kube.release;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.apply.ManifestReading.Problem;
import java.util.List;

/** What became of installing a chart. */
public sealed interface ReleaseOutcome {

    /** It is there, and its hooks ended well; its pods may still be starting. */
    record Released(String name, String revision) implements ReleaseOutcome {
        public Released {
            requireNonNull(name, "name");
            requireNonNull(revision, "revision");
        }
    }

    /**
     * The cluster, or Helm, does not take it as it is; or one of its hooks failed.
     *
     * @param problems at least one, with file and line where they are known
     */
    record Refused(List<Problem> problems) implements ReleaseOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** It could not be found out; a part of it may be there. */
    record Unknown(Cause cause) implements ReleaseOutcome {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
