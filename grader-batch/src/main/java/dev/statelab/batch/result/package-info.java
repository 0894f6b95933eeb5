/** What became of each student, on disk: files that survive a crash, and the gradebook made of them. */
@NullMarked
package dev.statelab.batch.result;

import org.jspecify.annotations.NullMarked;
