package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Branch;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands that have an end of their own: {@code if}, loops, {@code case}, groups. */
record CompoundParser(Parser parser, Tokens tokens) {

    Node read() throws SyntaxException {
        if (tokens.takeOperator("(")) {
            Node body = parser.body();
            tokens.expectOperator(")");
            return new Node.Subshell(body);
        }
        return switch (tokens.word().plainText()) {
            case "if" -> readIf();
            case "for" -> readFor();
            case "while" -> readLoop(false);
            case "until" -> readLoop(true);
            case "case" -> readCase();
            case "{" -> {
                Node body = parser.body();
                tokens.expectKeyword("}");
                yield body;
            }
            default -> throw new IllegalStateException("not the start of a compound command");
        };
    }

    private Node readIf() throws SyntaxException {
        Node condition = parser.body();
        tokens.expectKeyword("then");
        Node then = parser.body();
        Node otherwise = new Node.Sequence(List.of());
        if (tokens.takeKeyword("elif")) {
            return new Node.If(condition, then, readIf());
        }
        if (tokens.takeKeyword("else")) {
            otherwise = parser.body();
        }
        tokens.expectKeyword("fi");
        return new Node.If(condition, then, otherwise);
    }

    private Node readFor() throws SyntaxException {
        String variable = tokens.word().plainText();
        if (!Assignments.isName(variable)) {
            throw new SyntaxException("bad for loop variable");
        }
        tokens.skipNewLines();
        List<Word> words = new ArrayList<>();
        boolean overArguments = !tokens.takeKeyword("in");
        while (!overArguments && tokens.peek() instanceof Token.Text) {
            words.add(tokens.word());
        }
        tokens.takeOperator(";");
        tokens.skipNewLines();
        return new Node.For(variable, overArguments, words, doGroup());
    }

    private Node readLoop(boolean until) throws SyntaxException {
        Node condition = parser.body();
        return new Node.Loop(condition, until, doGroup());
    }

    private Node doGroup() throws SyntaxException {
        tokens.expectKeyword("do");
        Node body = parser.body();
        tokens.expectKeyword("done");
        return body;
    }

    private Node readCase() throws SyntaxException {
        Word subject = tokens.word();
        tokens.skipNewLines();
        tokens.expectKeyword("in");
        tokens.skipNewLines();
        List<Branch> branches = new ArrayList<>();
        while (!tokens.takeKeyword("esac")) {
            branches.add(readBranch());
            tokens.skipNewLines();
        }
        return new Node.Case(subject, branches);
    }

    private Branch readBranch() throws SyntaxException {
        tokens.takeOperator("(");
        if (tokens.peek() instanceof Token.End) {
            tokens.expectOperator(")");
        }
        List<Word> patterns = new ArrayList<>();
        do {
            patterns.add(tokens.word());
        } while (tokens.takeOperator("|"));
        tokens.expectOperator(")");
        Node body = parser.list();
        if (!tokens.takeOperator(";;") && !(tokens.peek() instanceof Token.Text)) {
            tokens.expectOperator(";;");
        }
        return new Branch(patterns, body);
    }
}
