package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes, and everything that begins with a dollar sign or a backquote. */
final class WordReader {

    private static final String ENDS_WORD = " \t\n;&|<>()";
    private static final String ESCAPED_IN_QUOTES = "$`\"\\";
    private static final String SPECIAL_PARAMETERS = "@*#?-$!";
    private static final List<String> OPERATORS = List.of(":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%",
            "%", "//", "/", ":");

    private final Source source;
    private final int depth;

    WordReader(Source source, int depth) {
        this.source = source;
        this.depth = depth;
    }

    static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }

    /** A word that ends at a blank or an operator. */
    Word word() throws SyntaxException {
        Parts parts = new Parts();
        while (!source.atEnd() && ENDS_WORD.indexOf(source.peek()) < 0) {
            unquoted(parts);
        }
        return parts.word();
    }

    /** The text of a here-document whose delimiter was not quoted. */
    static Word hereDocument(String text, int depth) throws SyntaxException {
        WordReader reader = new WordReader(new Source(text), depth);
        Parts parts = new Parts();
        while (!reader.source.atEnd()) {
            if (reader.source.peek() == '"') {
                parts.quoted(reader.source.next());
            } else {
                reader.doubleQuoted(parts);
            }
        }
        return parts.word();
    }

    private void unquoted(Parts parts) throws SyntaxException {
        char c = source.next();
        switch (c) {
            case '\\' -> escaped(parts);
            case '\'' -> singleQuoted(parts);
            case '"' -> {
                if (source.peek() == '"') {
                    parts.quotedText("");
                }
                while (source.peek() != '"') {
                    requireMore();
                    doubleQuoted(parts);
                }
                source.next();
            }
            case '$' -> dollar(parts, false);
            case '`' -> backquoted(parts, false);
            default -> parts.plain(c);
        }
    }

    private void requireMore() throws SyntaxException {
        if (source.atEnd()) {
            throw new SyntaxException("unterminated quoted string");
        }
    }

    private void escaped(Parts parts) {
        if (source.atEnd()) {
            parts.quoted('\\');
            return;
        }
        char c = source.next();
        if (c != '\n') {
            parts.quoted(c);
        }
    }

    private void singleQuoted(Parts parts) throws SyntaxException {
        int start = source.position();
        while (source.peek() != '\'') {
            requireMore();
            source.next();
        }
        parts.quotedText(source.since(start));
        source.next();
    }

    private void doubleQuoted(Parts parts) throws SyntaxException {
        char c = source.next();
        if (c == '\\' && source.peek() == '\n') {
            source.next();
        } else if (c == '\\' && ESCAPED_IN_QUOTES.indexOf(source.peek()) >= 0) {
            parts.quoted(source.next());
        } else if (c == '$') {
            dollar(parts, true);
        } else if (c == '`') {
            backquoted(parts, true);
        } else {
            parts.quoted(c);
        }
    }

    private void dollar(Parts parts, boolean quoted) throws SyntaxException {
        char c = source.peek();
        if (c == '(') {
            source.next();
            if (!(source.peek() == '(' && arithmetic(parts, quoted))) {
                parts.add(new Part.Substitution(Parser.untilParenthesis(source, depth + 1), quoted));
            }
        } else if (c == '{') {
            source.next();
            parts.add(braced(quoted));
        } else if (isNameStart(c)) {
            parts.add(parameter(name(), quoted));
        } else if ((c >= '0' && c <= '9') || (SPECIAL_PARAMETERS.indexOf(c) >= 0 && !source.atEnd())) {
            parts.add(parameter(String.valueOf(source.next()), quoted));
        } else {
            parts.literal('$', quoted);
        }
    }

    private static Part parameter(String name, boolean quoted) {
        return new Part.Parameter(name, "", Word.EMPTY, Word.EMPTY, quoted);
    }

    private String name() {
        int start = source.position();
        while (isNamePart(source.peek())) {
            source.next();
        }
        return source.since(start);
    }

    /** Reads {@code (expression))}; false, and back where it was, when the parentheses do not close like that. */
    private boolean arithmetic(Parts parts, boolean quoted) throws SyntaxException {
        int start = source.position();
        source.next();
        Parts expression = new Parts();
        int open = 0;
        while (!source.atEnd()) {
            char c = source.peek();
            if (c == ')' && open == 0) {
                if (source.peek(1) != ')') {
                    break;
                }
                source.take("))");
                parts.add(new Part.Arithmetic(expression.word(), quoted));
                return true;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '"') {
                source.next();
            } else {
                doubleQuoted(expression);
            }
        }
        source.backTo(start);
        return false;
    }

    private Part braced(boolean quoted) throws SyntaxException {
        if (source.peek() == '#' && source.peek(1) != '}') {
            source.next();
            String measured = bracedName();
            closeBrace();
            return new Part.Parameter(measured, "#name", Word.EMPTY, Word.EMPTY, quoted);
        }
        String name = bracedName();
        if (source.take("}")) {
            return parameter(name, quoted);
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
        String name = isNameStart(source.peek()) ? name() : "";
        if (name.isEmpty()) {
            int start = source.position();
            while (Character.isDigit(source.peek())) {
                source.next();
            }
            name = source.since(start);
        }
        if (name.isEmpty() && SPECIAL_PARAMETERS.indexOf(source.peek()) >= 0) {
            name = String.valueOf(source.next());
        }
        if (name.isEmpty()) {
            throw new SyntaxException("bad substitution");
        }
        return name;
    }

    private Word argument(boolean quoted, char end) throws SyntaxException {
        Parts parts = new Parts();
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
                doubleQuoted(parts);
            } else {
                unquoted(parts);
            }
        }
        return parts.word();
    }

    private void closeBrace() throws SyntaxException {
        if (!source.take("}")) {
            throw new SyntaxException("bad substitution");
        }
    }

    private void backquoted(Parts parts, boolean quoted) throws SyntaxException {
        StringBuilder script = new StringBuilder();
        while (source.peek() != '`') {
            if (source.atEnd()) {
                throw new SyntaxException("EOF in backquote substitution");
            }
            char c = source.next();
            boolean escapes = c == '\\' && ("`$\\".indexOf(source.peek()) >= 0 || (quoted && source.peek() == '"'));
            script.append(escapes ? source.next() : c);
        }
        source.next();
        parts.add(new Part.Substitution(Parser.whole(script.toString(), depth + 1), quoted));
    }

    /** The parts read so far; characters of one kind become one text. */
    private static final class Parts {

        private final List<Part> done = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean textQuoted;

        void plain(char c) {
            literal(c, false);
        }

        void quoted(char c) {
            literal(c, true);
        }

        void literal(char c, boolean quoted) {
            if (textQuoted != quoted) {
                finishText();
                textQuoted = quoted;
            }
            text.append(c);
        }

        /** Quoted text, which counts also when it is empty. */
        void quotedText(String quoted) {
            finishText();
            done.add(new Part.Text(quoted, true));
        }

        void add(Part part) {
            finishText();
            done.add(part);
        }

        private void finishText() {
            if (!text.isEmpty()) {
                done.add(new Part.Text(text.toString(), textQuoted));
                text.setLength(0);
            }
        }

        Word word() {
            finishText();
            return new Word(done);
        }
    }
}
