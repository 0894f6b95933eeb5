package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Assignment;
import dev.statelab.lab.container.shell.Node.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads scripts: the grammar of lists and pipelines; {@link CompoundParser} reads what has keywords. */
final class Parser {

    private static final int DEEPEST = 200;
    private static final Set<String> CLOSING = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");
    private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "case", "{");

    private final Lexer lexer;
    private @Nullable Token ahead;

    private Parser(Source source, int depth) throws SyntaxException {
        if (depth > DEEPEST) {
            throw new SyntaxException("nested too deeply");
        }
        this.lexer = new Lexer(source, depth);
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
                parser.skipNewLines();
            }
            return source.isIncomplete();
        } catch (SyntaxException _) {
            return source.atEnd() || source.isIncomplete();
        }
    }

    static Node whole(String script, int depth) throws SyntaxException {
        Parser parser = new Parser(new Source(script), depth);
        Node list = parser.list();
        if (!(parser.peek() instanceof Token.End)) {
            throw parser.unexpected();
        }
        return list;
    }

    /** The commands of {@code $(…)}, whose opening has been read; the source is behind the closing afterwards. */
    static Node untilParenthesis(Source source, int depth) throws SyntaxException {
        Parser parser = new Parser(source, depth);
        Node list = parser.list();
        parser.expectOperator(")");
        return list;
    }

    /** The next line with commands, with the lines that belong to it; empty at the end of the script. */
    Optional<Node> nextLine() throws SyntaxException {
        skipNewLines();
        if (peek() instanceof Token.End) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>();
        do {
            nodes.add(andOrWithEnd());
        } while (!(peek() instanceof Token.NewLine) && !(peek() instanceof Token.End) && startsCommand());
        if (!(peek() instanceof Token.NewLine) && !(peek() instanceof Token.End)) {
            throw unexpected();
        }
        return Optional.of(new Node.Sequence(nodes));
    }

    /** Whether only blank lines are left; what cannot be read is something else. */
    boolean atEnd() {
        try {
            skipNewLines();
            return peek() instanceof Token.End;
        } catch (SyntaxException _) {
            return false;
        }
    }

    /** Commands up to a closing keyword, a closing parenthesis, {@code ;;}, or the end. */
    Node list() throws SyntaxException {
        List<Node> nodes = new ArrayList<>();
        skipNewLines();
        while (startsCommand()) {
            nodes.add(andOrWithEnd());
            skipNewLines();
        }
        return new Node.Sequence(nodes);
    }

    /** A list that may not be empty. */
    Node body() throws SyntaxException {
        Node list = list();
        if (list instanceof Node.Sequence(List<Node> nodes) && nodes.isEmpty()) {
            throw unexpected();
        }
        return list;
    }

    private boolean startsCommand() throws SyntaxException {
        return switch (peek()) {
            case Token.Text text -> !CLOSING.contains(text.word().plainText());
            case Token.Descriptor _ -> true;
            case Token.Operator operator -> operator.symbol().equals("(") || isRedirection(operator.symbol());
            case Token.NewLine _,Token.End _ -> false;
        };
    }

    private Node andOrWithEnd() throws SyntaxException {
        Node node = andOr();
        if (takeOperator("&")) {
            return new Node.Background(node);
        }
        takeOperator(";");
        return node;
    }

    private Node andOr() throws SyntaxException {
        Node node = pipeline();
        while (isOperator("&&") || isOperator("||")) {
            boolean and = takeOperator("&&") || !takeOperator("||");
            skipNewLines();
            node = new Node.Both(node, and, pipeline());
        }
        return node;
    }

    private Node pipeline() throws SyntaxException {
        boolean not = false;
        while (takeKeyword("!")) {
            not = !not;
        }
        List<Node> stages = new ArrayList<>();
        stages.add(command());
        while (takeOperator("|")) {
            skipNewLines();
            stages.add(command());
        }
        Node node = stages.size() == 1 ? stages.getFirst() : new Node.Pipeline(stages);
        return not ? new Node.Not(node) : node;
    }

    private Node command() throws SyntaxException {
        if (peek() instanceof Token.Text text && CLOSING.contains(text.word().plainText())) {
            throw unexpected();
        }
        boolean compound = isOperator("(")
                || (peek() instanceof Token.Text text && OPENING.contains(text.word().plainText()));
        if (!compound) {
            return simple();
        }
        Node body = new CompoundParser(this).read();
        List<Redirection> redirections = new ArrayList<>();
        while (atRedirection()) {
            redirections.add(redirection());
        }
        return redirections.isEmpty() ? body : new Node.Redirected(body, redirections);
    }

    private Node simple() throws SyntaxException {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            if (atRedirection()) {
                redirections.add(redirection());
            } else if (peek() instanceof Token.Text text) {
                take();
                Optional<Assignment> assignment = words.isEmpty() ? Assignments.read(text.word()) : Optional.empty();
                assignment.ifPresentOrElse(assignments::add, () -> words.add(text.word()));
            } else if (isOperator("(") && words.size() == 1 && assignments.isEmpty() && redirections.isEmpty()) {
                return function(words.getFirst());
            } else if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
                throw unexpected();
            } else {
                return new Node.Simple(assignments, words, redirections);
            }
        }
    }

    private Node function(Word name) throws SyntaxException {
        expectOperator("(");
        expectOperator(")");
        if (!Assignments.isName(name.plainText())) {
            throw new SyntaxException("bad function name");
        }
        skipNewLines();
        return new Node.Function(name.plainText(), command());
    }

    private boolean atRedirection() throws SyntaxException {
        return peek() instanceof Token.Descriptor
                || (peek() instanceof Token.Operator operator && isRedirection(operator.symbol()));
    }

    private static boolean isRedirection(String symbol) {
        return symbol.startsWith("<") || symbol.startsWith(">");
    }

    private Redirection redirection() throws SyntaxException {
        int given = -1;
        if (peek() instanceof Token.Descriptor descriptor) {
            take();
            given = descriptor.number();
        }
        if (!(take() instanceof Token.Operator operator)) {
            throw new IllegalStateException("a descriptor stands before an operator");
        }
        String symbol = operator.symbol();
        Word target = word();
        if (symbol.startsWith("<<")) {
            target = lexer.hereDocument(target, symbol.equals("<<-"));
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

}
