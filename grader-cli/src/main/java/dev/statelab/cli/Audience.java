package dev.statelab.cli;

import dev.statelab.core.result.Evaluation;

/** The values of {@code --audience}: for whom a result is written. */
enum Audience {
    student, instructor;

    /** What they may see of it. */
    Evaluation view(Evaluation evaluation) {
        return switch (this) {
            case student -> evaluation.forStudents();
            case instructor -> evaluation;
        };
    }
}
