/** Deploying what students handed in on one cluster for all, so that nobody is in anybody's way. */
@NullMarked
package dev.statelab.batch.shared;

import org.jspecify.annotations.NullMarked;
