package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;

/** {@code test} and {@code [}. */
final class TestBuiltin {

    private static final Set<String> UNARY = Set.of("-b", "-c", "-d", "-e", "-f", "-g", "-h", "-k", "-L", "-n", "-p",
            "-r", "-s", "-S", "-t", "-u", "-w", "-x", "-z", "-O", "-G");
    private static final Set<String> BINARY = Set.of("=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt",
            "-ge", "-nt", "-ot", "-ef");

    private final Interpreter shell;
    private final List<String> words;
    private int position;

    private TestBuiltin(Interpreter shell, List<String> words) {
        this.shell = shell;
        this.words = words;
    }

    private static final class TestException extends Exception {

        private static final long serialVersionUID = 1;

        private final String complaint;

        TestException(String complaint) {
            super(complaint);
            this.complaint = complaint;
        }
    }

    static int bracket(Interpreter shell, List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getLast().equals("]")) {
            shell.complain("missing ]");
            return 2;
        }
        return test(shell, arguments.subList(0, arguments.size() - 1));
    }

    static int test(Interpreter shell, List<String> arguments) {
        TestBuiltin test = new TestBuiltin(shell, arguments);
        try {
            boolean result = !arguments.isEmpty() && test.or();
            if (test.position < arguments.size()) {
                throw new TestException(arguments.get(test.position) + ": unknown operand");
            }
            return result ? 0 : 1;
        } catch (TestException e) {
            shell.complain(e.complaint);
            return 2;
        }
    }

    private boolean or() throws TestException {
        boolean result = and();
        while (take("-o")) {
            result |= and();
        }
        return result;
    }

    private boolean and() throws TestException {
        boolean result = not();
        while (take("-a")) {
            result &= not();
        }
        return result;
    }

    private boolean not() throws TestException {
        boolean isOperand = left() == 1 || (left() >= 3 && BINARY.contains(words.get(position + 1)));
        if (!isOperand && take("!")) {
            return !not();
        }
        return primary();
    }

    private boolean primary() throws TestException {
        if (left() == 0) {
            throw new TestException("argument expected");
        }
        String first = words.get(position);
        if (left() >= 3 && BINARY.contains(words.get(position + 1))) {
            position += 3;
            return binary(first, words.get(position - 2), words.get(position - 1));
        }
        if (first.equals("(") && left() > 2) {
            position++;
            boolean result = or();
            if (!take(")")) {
                throw new TestException("closing paren expected");
            }
            return result;
        }
        if (left() >= 2 && UNARY.contains(first)) {
            position += 2;
            return unary(first, words.get(position - 1));
        }
        position++;
        return !first.isEmpty();
    }

    private int left() {
        return words.size() - position;
    }

    private boolean take(String word) {
        if (left() > 0 && words.get(position).equals(word)) {
            position++;
            return true;
        }
        return false;
    }

    private boolean binary(String left, String operator, String right) throws TestException {
        return switch (operator) {
            case "=", "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case ">" -> left.compareTo(right) > 0;
            case "-nt" -> modified(left).compareTo(modified(right)) > 0;
            case "-ot" -> modified(left).compareTo(modified(right)) < 0;
            case "-ef" -> isSame(left, right);
            default -> compare(operator, Long.compare(number(left), number(right)));
        };
    }

    private static boolean compare(String operator, int order) {
        return switch (operator) {
            case "-eq" -> order == 0;
            case "-ne" -> order != 0;
            case "-lt" -> order < 0;
            case "-le" -> order <= 0;
            case "-gt" -> order > 0;
            default -> order >= 0;
        };
    }

    private static long number(String text) throws TestException {
        if (!text.strip().matches("[-+]?\\d{1,18}")) {
            throw new TestException(text + ": bad number");
        }
        return Long.parseLong(text.strip());
    }

    private boolean unary(String operator, String operand) {
        Path path = path(operand);
        return switch (operator) {
            case "-n" -> !operand.isEmpty();
            case "-z" -> operand.isEmpty();
            case "-d" -> Files.isDirectory(path);
            case "-e" -> Files.exists(path);
            case "-f" -> Files.isRegularFile(path);
            case "-h", "-L" -> Files.isSymbolicLink(path);
            case "-r" -> Files.isReadable(path);
            case "-w" -> Files.isWritable(path);
            case "-x" -> Files.isExecutable(path);
            case "-s" -> size(path) > 0;
            case "-t" -> operand.equals("0")
                    ? Terminal.isTerminal(shell.streams().in())
                    : Terminal.isTerminal(shell.process().in());
            case "-c" -> Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
            case "-O" -> id(path, "unix:uid") == shell.process().user().uid();
            case "-G" -> id(path, "unix:gid") == shell.process().user().gid();
            case "-g" -> (id(path, "unix:mode") & 02000) != 0;
            case "-k" -> (id(path, "unix:mode") & 01000) != 0;
            case "-u" -> (id(path, "unix:mode") & 04000) != 0;
            default -> false;
        };
    }

    private Path path(String name) {
        return shell.process().files().getPath(shell.state().directory()).resolve(name);
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException _) {
            return -1;
        }
    }

    private static long id(Path path, String attribute) {
        try {
            return ((Number) Files.getAttribute(path, attribute)).longValue();
        } catch (IOException _) {
            return 0;
        }
    }

    private FileTime modified(String name) {
        try {
            return Files.getLastModifiedTime(path(name));
        } catch (IOException _) {
            return FileTime.fromMillis(Long.MIN_VALUE);
        }
    }

    private boolean isSame(String left, String right) {
        try {
            return Files.isSameFile(path(left), path(right));
        } catch (IOException _) {
            return false;
        }
    }
}
