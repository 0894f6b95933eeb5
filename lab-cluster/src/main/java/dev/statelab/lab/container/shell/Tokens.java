package dev.statelab.lab.container.shell;

import org.jspecify.annotations.Nullable;

/** The tokens of a script, with one of them looked at ahead. */
final class Tokens {

    private final Lexer lexer;
    private @Nullable Token ahead;

    Tokens(Source source, int depth) {
        this.lexer = new Lexer(source, depth);
    }

    Word word() throws SyntaxException {
        if (peek() instanceof Token.Text text) {
            take();
            return text.word();
        }
        throw unexpected();
    }

    Token peek() throws SyntaxException {
        Token token = ahead;
        if (token == null) {
            token = lexer.next();
            ahead = token;
        }
        return token;
    }

    Token take() throws SyntaxException {
        Token token = peek();
        ahead = null;
        return token;
    }

    void skipNewLines() throws SyntaxException {
        while (peek() instanceof Token.NewLine) {
            take();
        }
    }

    boolean isOperator(String symbol) throws SyntaxException {
        return peek() instanceof Token.Operator operator && operator.symbol().equals(symbol);
    }

    boolean takeOperator(String symbol) throws SyntaxException {
        if (isOperator(symbol)) {
            take();
            return true;
        }
        return false;
    }

    void expectOperator(String symbol) throws SyntaxException {
        if (!takeOperator(symbol)) {
            throw expected(symbol);
        }
    }

    boolean takeKeyword(String keyword) throws SyntaxException {
        if (peek() instanceof Token.Text text && text.word().plainText().equals(keyword)) {
            take();
            return true;
        }
        return false;
    }

    void expectKeyword(String keyword) throws SyntaxException {
        if (!takeKeyword(keyword)) {
            throw expected(keyword);
        }
    }

    SyntaxException unexpected() throws SyntaxException {
        return new SyntaxException("unexpected " + peek().inWords());
    }

    private SyntaxException expected(String symbol) throws SyntaxException {
        return new SyntaxException("unexpected %s (expecting \"%s\")".formatted(peek().inWords(), symbol));
    }

    /** The text that follows the present line, up to the word, stands for the word. */
    Word hereDocument(Word end, boolean withoutTabs) throws SyntaxException {
        return lexer.hereDocument(end, withoutTabs);
    }
}
