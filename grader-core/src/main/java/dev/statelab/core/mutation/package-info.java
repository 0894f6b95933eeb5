/** Mutation: solutions that differ from the reference solution in one field, and whether a rubric notices. */
@NullMarked
package dev.statelab.core.mutation;

import org.jspecify.annotations.NullMarked;
