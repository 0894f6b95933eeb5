/** The list of a class: whose work is to be graded, and where it is. */
@NullMarked
package dev.statelab.batch.roster;

import org.jspecify.annotations.NullMarked;
