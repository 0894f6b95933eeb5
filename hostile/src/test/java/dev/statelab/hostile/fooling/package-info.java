/** Tries to get points for what is not there: lying API servers, other people's clusters, wrong clocks, old answers. */
@NullMarked
package dev.statelab.hostile.fooling;

import org.jspecify.annotations.NullMarked;
