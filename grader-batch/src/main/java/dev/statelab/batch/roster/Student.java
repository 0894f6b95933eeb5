package dev.statelab.batch.roster;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a roster.
 *
 * @param row the line of the file where it begins, from 1
 * @param id unique in its roster, in any script; hostile text
 * @param name for people; may be empty
 * @param extras what the roster says beyond what is needed here: column by cell, in the order of the file
 */
public record Student(int row, String id, String name, Work work, Map<String, String> extras) {

    public Student {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(work, "work");
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    Student with(Work other) {
        return new Student(row, id, name, other, extras);
    }
}
