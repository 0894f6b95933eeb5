package dev.statelab.cli;

import dev.statelab.core.result.Credit;
import dev.statelab.core.result.Evaluation;

/** The values of {@code --audience}: for whom a result is written. */
public enum Audience {
    student, instructor;

    /** Whether they may know what has this credit. */
    public boolean sees(Credit credit) {
        return this == instructor || credit != Credit.HIDDEN;
    }

    /** What they may see of it. */
    Evaluation view(Evaluation evaluation) {
        return switch (this) {
            case student -> evaluation.forStudents();
            case instructor -> evaluation;
        };
    }
}
