package dev.statelab.hostile.fuzz;

import java.util.List;

/**
 * Texts for the places of a report where a student's cluster puts its own.
 *
 * @param given as many as there are; places share them
 */
record Texts(List<String> given) {

    Texts {
        given = List.copyOf(given);
    }

    /** Divides one text into several, where it has a NUL. */
    static Texts of(String text) {
        return new Texts(List.of(text.split("\0", -1)));
    }

    /** The text of a place: never empty, and no two places have the same one. */
    String at(int place) {
        return "t" + place + (given.isEmpty() ? "" : given.get(place % given.size()));
    }

    /** The same places, with nothing hostile in them. */
    Texts harmless() {
        return new Texts(List.of());
    }
}
