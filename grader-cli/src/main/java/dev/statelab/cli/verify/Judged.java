package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one mutant.
 *
 * @param mutant its text, which is the same in every run
 * @param parts of the text, for programs
 */
record Judged(String mutant, Map<String, String> parts, Verdict verdict) {

    Judged {
        requireNonNull(mutant, "mutant");
        requireNonNull(verdict, "verdict");
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }
}
