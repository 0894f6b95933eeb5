/** Handing in: {@code grader submit} for students, {@code grader submission verify} for instructors. */
@NullMarked
package dev.statelab.cli.submission;

import org.jspecify.annotations.NullMarked;
