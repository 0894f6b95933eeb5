/** What a student hands in: an evaluation with its evidence, sealed, and how an instructor checks it. */
@NullMarked
package dev.statelab.core.submission;

import org.jspecify.annotations.NullMarked;
