/** {@code grader check}: what can be said of manifests before anything is deployed. */
@NullMarked
package dev.statelab.cli.check;

import org.jspecify.annotations.NullMarked;
