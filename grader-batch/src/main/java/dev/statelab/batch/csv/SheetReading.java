package dev.statelab.batch.csv;

import static java.util.Objects.requireNonNull;

/** What came of reading a CSV file. */
public sealed interface SheetReading {

    record Complete(Sheet sheet) implements SheetReading {
        public Complete {
            requireNonNull(sheet, "sheet");
        }
    }

    /** @param line from 1; 0 when it is about the whole file */
    record Faulty(int line, String expected, String found) implements SheetReading {
        public Faulty {
            requireNonNull(expected, "expected");
            requireNonNull(found, "found");
        }
    }
}
