package dev.statelab.cli.batch;

/** The values of {@code grader report --format}. */
enum ClassFormat {
    csv, canvas, moodle, gradescope, classroom50, junit, markdown, html, feedback, similarity
}
