/** {@code grader verify} and {@code grader mutate}: whether a rubric can be trusted. */
@NullMarked
package dev.statelab.cli.verify;

import org.jspecify.annotations.NullMarked;
