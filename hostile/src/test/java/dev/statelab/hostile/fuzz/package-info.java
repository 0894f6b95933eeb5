/** Any bytes into every reader and every renderer: by coverage-guided fuzzing, and by properties. */
@NullMarked
package dev.statelab.hostile.fuzz;

import org.jspecify.annotations.NullMarked;
