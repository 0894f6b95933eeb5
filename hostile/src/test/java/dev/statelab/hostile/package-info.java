/**
 * Attacks on the grader, and faults under it: each drives the grader from outside, and is counted in a table
 * ({@code target/table.md}). What is promised is in docs/security.md.
 */
@NullMarked
package dev.statelab.hostile;

import org.jspecify.annotations.NullMarked;
