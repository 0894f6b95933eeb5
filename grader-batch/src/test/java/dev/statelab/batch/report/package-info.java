@NullMarked
package dev.statelab.batch.report;

import org.jspecify.annotations.NullMarked;
