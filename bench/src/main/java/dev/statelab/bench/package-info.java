/** Programs that measure. What they printed, and how to run them, is in the folder's README. */
@NullMarked
package dev.statelab.bench;

import org.jspecify.annotations.NullMarked;
