package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

/**
 * A place in a file.
 *
 * @param file as it was given
 * @param line from 1; 0 where it is not known
 * @param column from 1; 0 where it is not known
 */
public record Place(String file, int line, int column) {

    public Place {
        requireNonNull(file, "file");
    }

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
    }
}
