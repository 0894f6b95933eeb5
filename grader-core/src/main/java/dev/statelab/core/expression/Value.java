package dev.statelab.core.expression;

import static java.util.Objects.requireNonNull;

/** What an expression came to. */
public sealed interface Value {

    /** A string, long, double, boolean, list, map, or CEL's null. */
    record Known(Object value) implements Value {
        public Known {
            requireNonNull(value, "value");
        }
    }

    /** The expression asks for a field or an element that is not there: an observation. */
    record Nothing(String message) implements Value {
        public Nothing {
            requireNonNull(message, "message");
        }
    }

    /** The expression cannot be carried out on what is there: a mistake of the task, not of the student. */
    record Faulty(String message) implements Value {
        public Faulty {
            requireNonNull(message, "message");
        }
    }
}
