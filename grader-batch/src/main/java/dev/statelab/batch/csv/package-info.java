/** Reading and writing CSV, as spreadsheets and learning platforms do. */
@NullMarked
package dev.statelab.batch.csv;

import org.jspecify.annotations.NullMarked;
