/** {@code grader batch}: grades a class. */
@NullMarked
package dev.statelab.cli.batch;

import org.jspecify.annotations.NullMarked;
