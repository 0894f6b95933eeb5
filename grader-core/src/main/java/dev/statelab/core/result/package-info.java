/** What an evaluation found out: outcomes, evidence, score and timing, as plain values. */
@NullMarked
package dev.statelab.core.result;

import org.jspecify.annotations.NullMarked;
