/** {@code grader watch}: the rubric, judged and shown again whenever the cluster changes. */
@NullMarked
package dev.statelab.cli.watch;

import org.jspecify.annotations.NullMarked;
