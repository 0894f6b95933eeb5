package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;

/** Reads words: quotes, and everything that begins with a dollar sign or a backquote. */
final class WordReader {

    private static final String ENDS_WORD = " \t\n;&|<>()";
    private static final String ESCAPED_IN_QUOTES = "$`\"\\";
    static final String SPECIAL_PARAMETERS = "@*#?-$!";

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
        WordParts parts = new WordParts();
        while (!source.atEnd() && ENDS_WORD.indexOf(source.peek()) < 0) {
            unquoted(parts);
        }
        return parts.word();
    }

    /** The text of a here-document whose delimiter was not quoted. */
    static Word hereDocument(String text, int depth) throws SyntaxException {
        WordReader reader = new WordReader(new Source(text), depth);
        WordParts parts = new WordParts();
        while (!reader.source.atEnd()) {
            if (reader.source.peek() == '"') {
                parts.quoted(reader.source.next());
            } else {
                reader.doubleQuoted(parts);
            }
        }
        return parts.word();
    }

    /** Reads on outside of quotes. */
    void unquoted(WordParts parts) throws SyntaxException {
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

    private void escaped(WordParts parts) {
        if (source.atEnd()) {
            parts.quoted('\\');
            return;
        }
        char c = source.next();
        if (c != '\n') {
            parts.quoted(c);
        }
    }

    private void singleQuoted(WordParts parts) throws SyntaxException {
        int start = source.position();
        while (source.peek() != '\'') {
            requireMore();
            source.next();
        }
        parts.quotedText(source.since(start));
        source.next();
    }

    /** Reads on inside double quotes. */
    void doubleQuoted(WordParts parts) throws SyntaxException {
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

    private void dollar(WordParts parts, boolean quoted) throws SyntaxException {
        char c = source.peek();
        if (c == '(') {
            source.next();
            if (!(source.peek() == '(' && arithmetic(parts, quoted))) {
                parts.add(new Part.Substitution(Parser.untilParenthesis(source, depth + 1), quoted));
            }
        } else if (c == '{') {
            source.next();
            parts.add(new BracedReader(this, source).parameter(quoted));
        } else if (isNameStart(c)) {
            parts.add(parameter(name(), quoted));
        } else if ((c >= '0' && c <= '9') || (SPECIAL_PARAMETERS.indexOf(c) >= 0 && !source.atEnd())) {
            parts.add(parameter(String.valueOf(source.next()), quoted));
        } else {
            parts.literal('$', quoted);
        }
    }

    static Part parameter(String name, boolean quoted) {
        return new Part.Parameter(name, "", Word.EMPTY, Word.EMPTY, quoted);
    }

    /** Letters, digits and underscores; empty where there are none. */
    String name() {
        int start = source.position();
        while (isNamePart(source.peek())) {
            source.next();
        }
        return source.since(start);
    }

    /** Reads {@code (expression))}; false, and back where it was, when the parentheses do not close like that. */
    private boolean arithmetic(WordParts parts, boolean quoted) throws SyntaxException {
        int start = source.position();
        source.next();
        WordParts expression = new WordParts();
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

    private void backquoted(WordParts parts, boolean quoted) throws SyntaxException {
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
}
