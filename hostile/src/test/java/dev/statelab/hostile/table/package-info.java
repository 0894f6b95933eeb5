/** Counts what was tried, and what came of it. */
@NullMarked
package dev.statelab.hostile.table;

import org.jspecify.annotations.NullMarked;
