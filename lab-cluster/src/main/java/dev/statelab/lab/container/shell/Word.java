package dev.statelab.lab.container.shell;

import java.util.List;

/** A word as written: its parts one after the other. */
record Word(List<Part> parts) {

    static final Word EMPTY = new Word(List.of());

    Word {
        parts = List.copyOf(parts);
    }

    static Word of(String text) {
        return new Word(List.of(new Part.Text(text, false)));
    }

    /** The text, when nothing in the word is quoted or expanded; else empty. */
    String plainText() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Text text && !text.quoted() ? text.text() : "";
    }

    /** A part of a word; what is quoted is neither split nor taken for a pattern. */
    sealed interface Part {

        record Text(String text, boolean quoted) implements Part {}

        /**
         * {@code ${name}} and its family.
         *
         * @param operator empty, {@code #name} for the length, or what stands between name and argument
         * @param second what stands behind the second {@code /} or {@code :}
         */
        record Parameter(String name, String operator, Word argument, Word second, boolean quoted) implements Part {}

        record Substitution(Node script, boolean quoted) implements Part {}

        record Arithmetic(Word expression, boolean quoted) implements Part {}
    }
}
