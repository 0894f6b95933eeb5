/** Why something is not as it is meant to be: pure functions of what was observed. */
@NullMarked
package dev.statelab.core.diagnosis;

import org.jspecify.annotations.NullMarked;
