package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Redirection;

/** Reads redirections: {@code 2>&1}, {@code <<END}. */
record RedirectionParser(Tokens tokens) {

    boolean areNext() throws SyntaxException {
        return tokens.peek() instanceof Token.Descriptor
                || (tokens.peek() instanceof Token.Operator operator && begins(operator.symbol()));
    }

    static boolean begins(String symbol) {
        return symbol.startsWith("<") || symbol.startsWith(">");
    }

    Redirection next() throws SyntaxException {
        int given = -1;
        if (tokens.peek() instanceof Token.Descriptor descriptor) {
            tokens.take();
            given = descriptor.number();
        }
        if (!(tokens.take() instanceof Token.Operator operator)) {
            throw new IllegalStateException("a descriptor stands before an operator");
        }
        String symbol = operator.symbol();
        Word target = tokens.word();
        if (symbol.startsWith("<<")) {
            target = tokens.hereDocument(target, symbol.equals("<<-"));
        }
        int descriptor = given >= 0 ? given : symbol.startsWith("<") ? 0 : 1;
        return new Redirection(descriptor, kind(symbol), target);
    }

    private static Redirection.Kind kind(String symbol) {
        return switch (symbol) {
            case "<" -> Redirection.Kind.READ;
            case ">>" -> Redirection.Kind.APPEND;
            case "<>" -> Redirection.Kind.READ_WRITE;
            case "<&" -> Redirection.Kind.DUPLICATE_INPUT;
            case ">&" -> Redirection.Kind.DUPLICATE_OUTPUT;
            case "<<", "<<-" -> Redirection.Kind.HERE_DOCUMENT;
            default -> Redirection.Kind.WRITE;
        };
    }
}
