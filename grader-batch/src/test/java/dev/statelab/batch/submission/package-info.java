@NullMarked
package dev.statelab.batch.submission;

import org.jspecify.annotations.NullMarked;
