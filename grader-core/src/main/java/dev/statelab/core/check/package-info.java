/** Checks in Java, for what the task language cannot say: see {@link dev.statelab.core.check.Check}. */
@NullMarked
package dev.statelab.core.check;

import org.jspecify.annotations.NullMarked;
