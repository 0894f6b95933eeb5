/** Makes the package that students install: a runtime, the grader, the tasks, and what makes them start quickly. */
@NullMarked
package dev.statelab.distribution;

import org.jspecify.annotations.NullMarked;
