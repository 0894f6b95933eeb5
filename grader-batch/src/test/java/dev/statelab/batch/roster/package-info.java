@NullMarked
package dev.statelab.batch.roster;

import org.jspecify.annotations.NullMarked;
