@NullMarked
package dev.statelab.batch.run;

import org.jspecify.annotations.NullMarked;
