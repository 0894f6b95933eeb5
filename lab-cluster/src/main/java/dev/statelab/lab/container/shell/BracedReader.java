package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;
import java.util.List;

/** Reads what is in braces behind a dollar sign: {@code ${name:-default}}. */
record BracedReader(WordReader words, Source source) {

    private static final List<String> OPERATORS = List.of(":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%",
            "%", "//", "/", ":");

    Part parameter(boolean quoted) throws SyntaxException {
        if (source.peek() == '#' && source.peek(1) != '}') {
            source.next();
            String measured = bracedName();
            closeBrace();
            return new Part.Parameter(measured, "#name", Word.EMPTY, Word.EMPTY, quoted);
        }
        String name = bracedName();
        if (source.take("}")) {
            return WordReader.parameter(name, quoted);
        }
        for (String operator : OPERATORS) {
            if (source.take(operator)) {
                boolean pair = operator.startsWith("/") || operator.equals(":");
                boolean pattern = operator.matches("[#%/].*");
                Word argument = argument(quoted && !pattern, pair ? operator.charAt(0) : '}');
                Word second = pair && source.take(operator.substring(0, 1))
                        ? argument(quoted && !pattern, '}')
                        : Word.EMPTY;
                closeBrace();
                return new Part.Parameter(name, operator, argument, second, quoted);
            }
        }
        throw new SyntaxException("bad substitution");
    }

    private String bracedName() throws SyntaxException {
        String name = WordReader.isNameStart(source.peek()) ? words.name() : "";
        if (name.isEmpty()) {
            int start = source.position();
            while (Character.isDigit(source.peek())) {
                source.next();
            }
            name = source.since(start);
        }
        if (name.isEmpty() && WordReader.SPECIAL_PARAMETERS.indexOf(source.peek()) >= 0) {
            name = String.valueOf(source.next());
        }
        if (name.isEmpty()) {
            throw new SyntaxException("bad substitution");
        }
        return name;
    }

    private Word argument(boolean quoted, char end) throws SyntaxException {
        WordParts parts = new WordParts();
        while (source.peek() != '}' && source.peek() != end) {
            if (source.atEnd()) {
                throw new SyntaxException("unterminated quoted string");
            }
            if (quoted && source.peek() == '\\' && source.peek(1) == '}') {
                source.next();
                parts.quoted(source.next());
            } else if (quoted && source.peek() == '"') {
                source.next();
            } else if (quoted) {
                words.doubleQuoted(parts);
            } else {
                words.unquoted(parts);
            }
        }
        return parts.word();
    }

    private void closeBrace() throws SyntaxException {
        if (!source.take("}")) {
            throw new SyntaxException("bad substitution");
        }
    }
}
