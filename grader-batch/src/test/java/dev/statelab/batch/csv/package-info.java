@NullMarked
package dev.statelab.batch.csv;

import org.jspecify.annotations.NullMarked;
