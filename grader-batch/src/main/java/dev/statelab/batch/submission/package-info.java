/** What students handed in: opened without following a link, running anything, or growing without bounds. */
@NullMarked
package dev.statelab.batch.submission;

import org.jspecify.annotations.NullMarked;
