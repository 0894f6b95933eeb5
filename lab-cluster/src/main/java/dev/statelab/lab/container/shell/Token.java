package dev.statelab.lab.container.shell;

/** What a script is read as. */
sealed interface Token {

    /** @param shown as an error message names it */
    record Text(Word word, String shown) implements Token {}

    /** A control or redirection operator. */
    record Operator(String symbol) implements Token {}

    /** The number in front of a redirection. */
    record Descriptor(int number) implements Token {}

    record NewLine() implements Token {}

    record End() implements Token {}

    /** As an error message names it. */
    default String inWords() {
        return switch (this) {
            case Text text -> '"' + text.shown() + '"';
            case Operator operator -> '"' + operator.symbol() + '"';
            case Descriptor descriptor -> "\"" + descriptor.number() + '"';
            case NewLine _ -> "newline";
            case End _ -> "end of file";
        };
    }
}
