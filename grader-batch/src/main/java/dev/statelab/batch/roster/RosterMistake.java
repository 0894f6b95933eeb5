package dev.statelab.batch.roster;

import static java.util.Objects.requireNonNull;

/**
 * Something that is wrong with a roster.
 *
 * @param file as it was given
 * @param row the line of the file, from 1; 0 when it is about the whole file
 * @param column the column's name in the file; empty when it is about the whole row
 * @param expected what would have been right
 * @param found what is there; hostile text
 */
public record RosterMistake(String file, int row, String column, String expected, String found) {

    public RosterMistake {
        requireNonNull(file, "file");
        requireNonNull(column, "column");
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
    }

    @Override
    public String toString() {
        return file + (row == 0 ? "" : ":" + row) + ": " + (column.isEmpty() ? "" : "column " + column + ": ")
                + "expected " + expected + ", found " + found;
    }
}
