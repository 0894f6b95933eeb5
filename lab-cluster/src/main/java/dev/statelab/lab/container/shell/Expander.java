package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;

/** Turns words into what commands get. */
final class Expander {

    private final ShellState state;
    private final Parameters parameters;
    private final Globbing globbing;
    private final Substitutions substitutions;

    /** Runs what stands in {@code $(…)}. */
    @FunctionalInterface
    interface Substitutions {
        String output(Node script);
    }

    Expander(ShellState state, Globbing globbing, Substitutions substitutions) {
        this.state = state;
        this.globbing = globbing;
        this.substitutions = substitutions;
        this.parameters = new Parameters(state, this);
    }

    /** Split into fields, and file names in place of patterns. */
    List<String> fields(List<Word> words) throws ShellError {
        List<String> all = new ArrayList<>();
        for (Word word : words) {
            for (String pattern : expand(word, true).all()) {
                if (Pattern.isMagic(pattern) && !state.has(ShellState.Option.NOGLOB)) {
                    all.addAll(globbing.files(pattern, state.directory()));
                } else {
                    all.add(Pattern.literal(pattern));
                }
            }
        }
        return all;
    }

    /** One text: neither split nor taken for a pattern. */
    String text(Word word) throws ShellError {
        return Pattern.literal(pattern(word));
    }

    /** One pattern, in which what was quoted is escaped. */
    String pattern(Word word) throws ShellError {
        return String.join(" ", expand(word, false).all());
    }

    private Fields expand(Word word, boolean split) throws ShellError {
        Fields fields = new Fields();
        add(word, split, fields);
        return fields;
    }

    private void add(Word word, boolean split, Fields fields) throws ShellError {
        add(word, split, false, fields);
    }

    /** Adds what stands inside braces: its unquoted text is split too. */
    void addInner(Word word, boolean split, Fields fields) throws ShellError {
        add(word, split, split, fields);
    }

    private void add(Word word, boolean split, boolean splitText, Fields fields) throws ShellError {
        List<Part> parts = word.parts();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Text text when splitText && !text.quoted() -> fields.split(text.text(), separators());
                case Part.Text text -> addText(text, i == 0, fields);
                case Part.Parameter parameter -> parameters.add(parameter, split, fields);
                case Part.Substitution substitution -> addValue(substitutions.output(substitution.script()),
                        substitution.quoted(), split, fields);
                case Part.Arithmetic arithmetic -> addValue(
                        Long.toString(Arithmetic.evaluate(text(arithmetic.expression()), state)),
                        arithmetic.quoted(), split, fields);
            }
        }
    }

    void addValue(String value, boolean quoted, boolean split, Fields fields) {
        if (quoted) {
            fields.quoted(value);
        } else if (split) {
            fields.split(value, separators());
        } else {
            fields.plain(value);
        }
    }

    String separators() {
        return state.variable("IFS").orElse(" \t\n");
    }

    private void addText(Part.Text text, boolean first, Fields fields) {
        if (text.quoted()) {
            fields.quoted(text.text());
        } else if (first && text.text().matches("~(/.*)?")) {
            fields.quoted(state.variable("HOME").orElse("~"));
            fields.plain(text.text().substring(1));
        } else {
            fields.plain(text.text());
        }
    }
}
