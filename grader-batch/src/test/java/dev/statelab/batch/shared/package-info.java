@NullMarked
package dev.statelab.batch.shared;

import org.jspecify.annotations.NullMarked;
