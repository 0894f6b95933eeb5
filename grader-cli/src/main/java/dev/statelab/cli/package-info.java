/** The {@code grader} command. */
@NullMarked
package dev.statelab.cli;

import org.jspecify.annotations.NullMarked;
