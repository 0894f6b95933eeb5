package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Branch;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands that have an end of their own: {@code if}, loops, {@code case}, groups. */
record CompoundParser(Parser parser) {

    Node read() throws SyntaxException {
        if (parser.takeOperator("(")) {
            Node body = parser.body();
            parser.expectOperator(")");
            return new Node.Subshell(body);
        }
        return switch (parser.word().plainText()) {
            case "if" -> readIf();
            case "for" -> readFor();
            case "while" -> readLoop(false);
            case "until" -> readLoop(true);
            case "case" -> readCase();
            case "{" -> {
                Node body = parser.body();
                parser.expectKeyword("}");
                yield body;
            }
            default -> throw new IllegalStateException("not the start of a compound command");
        };
    }

    private Node readIf() throws SyntaxException {
        Node condition = parser.body();
        parser.expectKeyword("then");
        Node then = parser.body();
        Node otherwise = new Node.Sequence(List.of());
        if (parser.takeKeyword("elif")) {
            return new Node.If(condition, then, readIf());
        }
        if (parser.takeKeyword("else")) {
            otherwise = parser.body();
        }
        parser.expectKeyword("fi");
        return new Node.If(condition, then, otherwise);
    }

    private Node readFor() throws SyntaxException {
        String variable = parser.word().plainText();
        if (!Assignments.isName(variable)) {
            throw new SyntaxException("bad for loop variable");
        }
        parser.skipNewLines();
        List<Word> words = new ArrayList<>();
        boolean overArguments = !parser.takeKeyword("in");
        while (!overArguments && parser.peek() instanceof Token.Text) {
            words.add(parser.word());
        }
        parser.takeOperator(";");
        parser.skipNewLines();
        return new Node.For(variable, overArguments, words, doGroup());
    }

    private Node readLoop(boolean until) throws SyntaxException {
        Node condition = parser.body();
        return new Node.Loop(condition, until, doGroup());
    }

    private Node doGroup() throws SyntaxException {
        parser.expectKeyword("do");
        Node body = parser.body();
        parser.expectKeyword("done");
        return body;
    }

    private Node readCase() throws SyntaxException {
        Word subject = parser.word();
        parser.skipNewLines();
        parser.expectKeyword("in");
        parser.skipNewLines();
        List<Branch> branches = new ArrayList<>();
        while (!parser.takeKeyword("esac")) {
            branches.add(readBranch());
            parser.skipNewLines();
        }
        return new Node.Case(subject, branches);
    }

    private Branch readBranch() throws SyntaxException {
        parser.takeOperator("(");
        if (parser.peek() instanceof Token.End) {
            parser.expectOperator(")");
        }
        List<Word> patterns = new ArrayList<>();
        do {
            patterns.add(parser.word());
        } while (parser.takeOperator("|"));
        parser.expectOperator(")");
        Node body = parser.list();
        if (!parser.takeOperator(";;") && !(parser.peek() instanceof Token.Text)) {
            parser.expectOperator(";;");
        }
        return new Branch(patterns, body);
    }
}
