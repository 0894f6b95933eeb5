@NullMarked
package dev.statelab.batch.result;

import org.jspecify.annotations.NullMarked;
