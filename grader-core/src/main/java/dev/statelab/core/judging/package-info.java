/** Judging a task: pure decisions over a state, and the waiting, asking and deleting around them. */
@NullMarked
package dev.statelab.core.judging;

import org.jspecify.annotations.NullMarked;
