package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code find} with {@code -name}, {@code -iname}, {@code -path}, {@code -type}, depths, {@code -delete} and {@code -exec}. */
final class Find {

    private final Call call;
    private final List<Test> tests = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private int least;
    private int most = Integer.MAX_VALUE;

    private Find(Call call) {
        this.call = call;
    }

    @FunctionalInterface
    private interface Test {
        boolean holds(String shown, Path path);
    }

    @FunctionalInterface
    private interface Action {
        void run(String shown, Path path) throws IOException, InterruptedException;
    }

    static int run(Call call) throws UsageException, InterruptedException {
        List<String> arguments = new ArrayList<>(call.arguments());
        List<String> roots = new ArrayList<>();
        while (!arguments.isEmpty() && !arguments.getFirst().startsWith("-") && !arguments.getFirst().equals("!")) {
            roots.add(arguments.removeFirst());
        }
        Find find = new Find(call);
        find.read(arguments);
        int status = 0;
        for (String root : roots.isEmpty() ? List.of(".") : roots) {
            status |= find.visit(root, call.path(root), 0);
        }
        return status;
    }

    private void read(List<String> arguments) throws UsageException {
        boolean not = false;
        while (!arguments.isEmpty()) {
            String word = arguments.removeFirst();
            switch (word) {
                case "!", "-not" -> not = !not;
                case "-a", "-and", "-print", "-depth" -> {
                    // The default.
                }
                case "-maxdepth" -> most = Integer.parseInt(value(word, arguments));
                case "-mindepth" -> least = Integer.parseInt(value(word, arguments));
                case "-delete" -> actions.add((_, path) -> Files.delete(path));
                case "-exec" -> addExecution(arguments);
                default -> {
                    Test test = test(word, arguments);
                    boolean negated = not;
                    tests.add((shown, path) -> test.holds(shown, path) != negated);
                    not = false;
                }
            }
        }
        if (actions.isEmpty()) {
            actions.add((shown, _) -> call.out().println(shown));
        }
    }

    private static String value(String word, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException(word + " requires an argument");
        }
        return arguments.removeFirst();
    }

    private static Test test(String word, List<String> arguments) throws UsageException {
        return switch (word) {
            case "-name" -> named(value(word, arguments), false);
            case "-iname" -> named(value(word, arguments), true);
            case "-path" -> {
                PathMatcher matcher = matcher(value(word, arguments));
                yield (shown, _) -> matcher.matches(Path.of(shown));
            }
            case "-type" -> {
                String type = value(word, arguments);
                yield (_, path) -> switch (type) {
                    case "d" -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                    case "l" -> Files.isSymbolicLink(path);
                    default -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                };
            }
            case "-empty" -> (_, path) -> isEmpty(path);
            default -> throw new UsageException("unrecognized: " + word);
        };
    }

    private static Test named(String pattern, boolean ignoringCase) {
        PathMatcher matcher = matcher(ignoringCase ? pattern.toLowerCase(Locale.ROOT) : pattern);
        return (shown, _) -> {
            String name = shown.substring(shown.lastIndexOf('/') + 1);
            return matcher.matches(Path.of(ignoringCase ? name.toLowerCase(Locale.ROOT) : name));
        };
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("{", "\\{"));
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.isDirectory(path) ? Listing.entries(path).isEmpty() : Files.size(path) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private void addExecution(List<String> arguments) throws UsageException {
        List<String> command = new ArrayList<>();
        String word = value("-exec", arguments);
        while (!word.equals(";") && !word.equals("+")) {
            command.add(word);
            word = value("-exec", arguments);
        }
        actions.add((shown, _) -> RunTools.run(call, command.stream().map(part -> part.replace("{}", shown)).toList(),
                call.surroundings().environment(), InputStream.nullInputStream()));
    }

    private int visit(String shown, Path path, int depth) throws InterruptedException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            call.complain(shown + ": No such file or directory");
            return 1;
        }
        int status = 0;
        if (depth >= least && tests.stream().allMatch(test -> test.holds(shown, path))) {
            for (Action action : actions) {
                try {
                    action.run(shown, path);
                } catch (IOException e) {
                    status = call.failed(shown, e);
                }
            }
        }
        if (depth < most && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                for (Path entry : Listing.entries(path)) {
                    status |= visit(shown + (shown.endsWith("/") ? "" : "/") + entry.getFileName(), entry, depth + 1);
                }
            } catch (IOException e) {
                status = call.failed(shown, e);
            }
        }
        return status;
    }
}
