package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

/**
 * Something that is wrong with a task file.
 *
 * @param file as it was given
 * @param line from 1
 * @param column from 1
 * @param expected what would have been right
 * @param found what is there
 */
public record Mistake(String file, int line, int column, String expected, String found) {

    public Mistake {
        requireNonNull(file, "file");
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
    }

    /** One line, the place first, as editors and terminals link it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": expected " + expected + ", found " + found;
    }
}
