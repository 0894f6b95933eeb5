/** {@code grader tasks}: what tasks there are, and everything for who writes them. */
@NullMarked
package dev.statelab.cli.tasks;

import org.jspecify.annotations.NullMarked;
