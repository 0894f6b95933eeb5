@NullMarked
package dev.statelab.batch;

import org.jspecify.annotations.NullMarked;
