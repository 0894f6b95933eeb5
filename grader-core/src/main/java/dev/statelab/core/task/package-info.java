/** The task language: what is observed, and which criteria give points. */
@NullMarked
package dev.statelab.core.task;

import org.jspecify.annotations.NullMarked;
