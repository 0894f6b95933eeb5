/** The last evaluations of a user's work, and what changed from one to the next. */
@NullMarked
package dev.statelab.cli.history;

import org.jspecify.annotations.NullMarked;
