/** A class's results for other programs and for people: each a pure function of what is on disk. */
@NullMarked
package dev.statelab.batch.report;

import org.jspecify.annotations.NullMarked;
