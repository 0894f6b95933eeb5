/** What the grader keeps for a user between its runs: {@code ~/.statelab}, which nobody else can read. */
@NullMarked
package dev.statelab.cli.home;

import org.jspecify.annotations.NullMarked;
