package dev.statelab.core.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of compiling one expression or one text with expressions in it. */
public sealed interface Compilation<T> {

    record Compiled<T>(T value) implements Compilation<T> {
        public Compiled {
            requireNonNull(value, "value");
        }
    }

    /** It says nothing that could be evaluated. */
    record Refused<T>(List<Complaint> complaints) implements Compilation<T> {
        public Refused {
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * One thing that is wrong with an expression.
     *
     * @param expected what would have been right
     * @param found what is written instead
     */
    record Complaint(String expected, String found) {
        public Complaint {
            requireNonNull(expected, "expected");
            requireNonNull(found, "found");
        }
    }
}
