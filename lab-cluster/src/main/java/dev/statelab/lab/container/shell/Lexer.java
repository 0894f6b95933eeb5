package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;
import java.util.List;

/** Cuts a script into tokens. */
final class Lexer {

    private static final List<String> OPERATORS = List.of("<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|",
            ";", "&", "|", "<", ">", "(", ")");

    private final Source source;
    private final int depth;

    Lexer(Source source, int depth) {
        this.source = source;
        this.depth = depth;
    }

    Token next() throws SyntaxException {
        skipBlanks();
        if (source.atEnd()) {
            return new Token.End();
        }
        if (source.peek() == '\n') {
            source.next();
            return new Token.NewLine();
        }
        for (String operator : OPERATORS) {
            if (source.take(operator)) {
                return new Token.Operator(operator);
            }
        }
        int start = source.position();
        Word word = new WordReader(source, depth).word();
        String text = word.plainText();
        if (text.matches("\\d{1,3}") && (source.peek() == '<' || source.peek() == '>')) {
            return new Token.Descriptor(Integer.parseInt(text));
        }
        return new Token.Text(word, source.since(start));
    }

    /** The text below the current line, to the delimiter. */
    Word hereDocument(Word delimiter, boolean withoutTabs) throws SyntaxException {
        StringBuilder end = new StringBuilder();
        boolean quoted = false;
        for (Part part : delimiter.parts()) {
            if (!(part instanceof Part.Text text)) {
                throw new SyntaxException("bad here document delimiter");
            }
            end.append(text.text());
            quoted |= text.quoted();
        }
        String body = source.hereDocument(end.toString(), withoutTabs);
        return quoted ? new Word(List.of(new Part.Text(body, true))) : WordReader.hereDocument(body, depth);
    }

    private void skipBlanks() {
        while (true) {
            if (source.peek() == ' ' || source.peek() == '\t' || source.peek() == '\r') {
                source.next();
            } else if (source.peek() == '\\' && source.peek(1) == '\n') {
                source.take("\\\n");
            } else if (source.peek() == '#') {
                while (!source.atEnd() && source.peek() != '\n') {
                    source.next();
                }
            } else {
                return;
            }
        }
    }
}
