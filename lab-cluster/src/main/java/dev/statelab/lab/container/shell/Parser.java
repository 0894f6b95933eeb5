package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Assignment;
import dev.statelab.lab.container.shell.Node.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads scripts: the grammar of lists and pipelines; {@link CompoundParser} reads what has keywords. */
final class Parser {

    private static final int DEEPEST = 200;
    private static final Set<String> CLOSING = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");
    private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "case", "{");

    private final Tokens tokens;
    private final RedirectionParser redirections;

    private Parser(Source source, int depth) throws SyntaxException {
        if (depth > DEEPEST) {
            throw new SyntaxException("nested too deeply");
        }
        this.tokens = new Tokens(source, depth);
        this.redirections = new RedirectionParser(tokens);
    }

    static Parser of(String script) throws SyntaxException {
        return new Parser(new Source(script), 0);
    }

    /** Whether the script cannot be read yet, but might be with further lines. */
    static boolean isIncomplete(String script) {
        Source source = new Source(script);
        try {
            Parser parser = new Parser(source, 0);
            while (parser.nextLine().isPresent()) {
                parser.tokens.skipNewLines();
            }
            return source.isIncomplete();
        } catch (SyntaxException _) {
            return source.atEnd() || source.isIncomplete();
        }
    }

    static Node whole(String script, int depth) throws SyntaxException {
        Parser parser = new Parser(new Source(script), depth);
        Node list = parser.list();
        if (!(parser.tokens.peek() instanceof Token.End)) {
            throw parser.tokens.unexpected();
        }
        return list;
    }

    /** The commands of {@code $(…)}, whose opening has been read; the source is behind the closing afterwards. */
    static Node untilParenthesis(Source source, int depth) throws SyntaxException {
        Parser parser = new Parser(source, depth);
        Node list = parser.list();
        parser.tokens.expectOperator(")");
        return list;
    }

    /** The next line with commands, with the lines that belong to it; empty at the end of the script. */
    Optional<Node> nextLine() throws SyntaxException {
        tokens.skipNewLines();
        if (tokens.peek() instanceof Token.End) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>();
        do {
            nodes.add(andOrWithEnd());
        } while (!(tokens.peek() instanceof Token.NewLine) && !(tokens.peek() instanceof Token.End) && startsCommand());
        if (!(tokens.peek() instanceof Token.NewLine) && !(tokens.peek() instanceof Token.End)) {
            throw tokens.unexpected();
        }
        return Optional.of(new Node.Sequence(nodes));
    }

    /** Whether only blank lines are left; what cannot be read is something else. */
    boolean atEnd() {
        try {
            tokens.skipNewLines();
            return tokens.peek() instanceof Token.End;
        } catch (SyntaxException _) {
            return false;
        }
    }

    /** Commands up to a closing keyword, a closing parenthesis, {@code ;;}, or the end. */
    Node list() throws SyntaxException {
        List<Node> nodes = new ArrayList<>();
        tokens.skipNewLines();
        while (startsCommand()) {
            nodes.add(andOrWithEnd());
            tokens.skipNewLines();
        }
        return new Node.Sequence(nodes);
    }

    /** A list that may not be empty. */
    Node body() throws SyntaxException {
        Node list = list();
        if (list instanceof Node.Sequence(List<Node> nodes) && nodes.isEmpty()) {
            throw tokens.unexpected();
        }
        return list;
    }

    private boolean startsCommand() throws SyntaxException {
        return switch (tokens.peek()) {
            case Token.Text text -> !CLOSING.contains(text.word().plainText());
            case Token.Descriptor _ -> true;
            case Token.Operator operator ->
                operator.symbol().equals("(") || RedirectionParser.begins(operator.symbol());
            case Token.NewLine _,Token.End _ -> false;
        };
    }

    private Node andOrWithEnd() throws SyntaxException {
        Node node = andOr();
        if (tokens.takeOperator("&")) {
            return new Node.Background(node);
        }
        tokens.takeOperator(";");
        return node;
    }

    private Node andOr() throws SyntaxException {
        Node node = pipeline();
        while (tokens.isOperator("&&") || tokens.isOperator("||")) {
            boolean and = tokens.takeOperator("&&") || !tokens.takeOperator("||");
            tokens.skipNewLines();
            node = new Node.Both(node, and, pipeline());
        }
        return node;
    }

    private Node pipeline() throws SyntaxException {
        boolean not = false;
        while (tokens.takeKeyword("!")) {
            not = !not;
        }
        List<Node> stages = new ArrayList<>();
        stages.add(command());
        while (tokens.takeOperator("|")) {
            tokens.skipNewLines();
            stages.add(command());
        }
        Node node = stages.size() == 1 ? stages.getFirst() : new Node.Pipeline(stages);
        return not ? new Node.Not(node) : node;
    }

    private Node command() throws SyntaxException {
        if (tokens.peek() instanceof Token.Text text && CLOSING.contains(text.word().plainText())) {
            throw tokens.unexpected();
        }
        boolean compound = tokens.isOperator("(")
                || (tokens.peek() instanceof Token.Text text && OPENING.contains(text.word().plainText()));
        if (!compound) {
            return simple();
        }
        Node body = new CompoundParser(this, tokens).read();
        List<Redirection> found = new ArrayList<>();
        while (redirections.areNext()) {
            found.add(redirections.next());
        }
        return found.isEmpty() ? body : new Node.Redirected(body, found);
    }

    private Node simple() throws SyntaxException {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> found = new ArrayList<>();
        while (true) {
            if (redirections.areNext()) {
                found.add(redirections.next());
            } else if (tokens.peek() instanceof Token.Text text) {
                tokens.take();
                Optional<Assignment> assignment = words.isEmpty() ? Assignments.read(text.word()) : Optional.empty();
                assignment.ifPresentOrElse(assignments::add, () -> words.add(text.word()));
            } else if (tokens.isOperator("(") && words.size() == 1 && assignments.isEmpty() && found.isEmpty()) {
                return function(words.getFirst());
            } else if (words.isEmpty() && assignments.isEmpty() && found.isEmpty()) {
                throw tokens.unexpected();
            } else {
                return new Node.Simple(assignments, words, found);
            }
        }
    }

    private Node function(Word name) throws SyntaxException {
        tokens.expectOperator("(");
        tokens.expectOperator(")");
        if (!Assignments.isName(name.plainText())) {
            throw new SyntaxException("bad function name");
        }
        tokens.skipNewLines();
        return new Node.Function(name.plainText(), command());
    }
}
