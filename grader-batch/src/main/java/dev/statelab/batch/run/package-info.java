/** Grading a class: who is next, who is tried again, and what may go on at the same time. */
@NullMarked
package dev.statelab.batch.run;

import org.jspecify.annotations.NullMarked;
