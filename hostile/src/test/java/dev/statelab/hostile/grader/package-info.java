/** Runs the grader as a person would, and keeps all that it printed. */
@NullMarked
package dev.statelab.hostile.grader;

import org.jspecify.annotations.NullMarked;
