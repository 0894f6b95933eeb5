package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import java.util.List;

/**
 * What a parameter of the task stood for in one evaluation.
 *
 * @param id under which expressions of the task find it, and by which a student names it
 * @param title what the task needs, for people
 * @param optional whether the task does without it: then it costs nothing that it was not found
 */
public record ParameterResult(String id, String title, boolean optional, Choice choice) {

    public ParameterResult {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(choice, "choice");
    }

    /** How it was settled. The texts of values may come from the student's cluster. */
    public sealed interface Choice {}

    /**
     * A rule of the task found it.
     *
     * @param value the name of the object, or the value
     * @param because why that one, for people
     */
    public record Found(String value, String because) implements Choice {
        public Found {
            requireNonNull(value, "value");
            requireNonNull(because, "because");
        }
    }

    /** The student named it. */
    public record Named(String value) implements Choice {
        public Named {
            requireNonNull(value, "value");
        }
    }

    /**
     * Several fit alike, and nobody named one of them.
     *
     * @param candidates at least two
     */
    public record Ambiguous(List<String> candidates) implements Choice {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * The student named what it cannot be.
     *
     * @param candidates what it could be; at least one
     */
    public record Misnamed(String value, List<String> candidates) implements Choice {
        public Misnamed {
            requireNonNull(value, "value");
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * There is nothing that it could be.
     *
     * @param what what is there instead, for people
     */
    public record Absent(String what) implements Choice {
        public Absent {
            requireNonNull(what, "what");
        }
    }

    /** It could not be found out. */
    public record Unclear(Cause cause) implements Choice {
        public Unclear {
            requireNonNull(cause, "cause");
        }
    }
}
