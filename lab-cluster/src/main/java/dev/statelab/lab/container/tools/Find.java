package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code find} with {@code -name}, {@code -iname}, {@code -path}, {@code -type}, {@code -size}, depths, {@code -xdev},
 * {@code -delete} and {@code -exec}.
 */
final class Find {

    private final Call call;
    private final List<FindCondition> tests = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private int least;
    private int most = Integer.MAX_VALUE;
    private boolean onOneDevice;

    private Find(Call call) {
        this.call = call;
    }

    @FunctionalInterface
    private interface Action {
        void run(String shown, Path path) throws IOException, InterruptedException;
    }

    /** {@code -exec COMMAND {} +}: one run for all. */
    private record Batch(List<String> command, List<String> files) {

        int run(Call call) throws InterruptedException {
            List<String> whole = command.stream()
                    .flatMap(word -> word.equals("{}") ? files.stream() : Stream.of(word)).toList();
            return files.isEmpty()
                    ? 0
                    : RunTools.run(call, whole, call.surroundings().environment(), InputStream.nullInputStream());
        }
    }

    static int run(Call call) throws UsageException, InterruptedException, IOException {
        List<String> arguments = new ArrayList<>(call.arguments());
        List<String> roots = new ArrayList<>();
        while (!arguments.isEmpty() && !arguments.getFirst().startsWith("-") && !arguments.getFirst().equals("!")) {
            roots.add(arguments.removeFirst());
        }
        Find find = new Find(call);
        find.read(arguments);
        int status = 0;
        for (String root : roots.isEmpty() ? List.of(".") : roots) {
            status |= find.visitRoot(root, call.path(root));
        }
        for (Batch batch : find.batches) {
            status |= batch.run(call);
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
                case "-maxdepth" -> most = Integer.parseInt(FindCondition.value(word, arguments));
                case "-mindepth" -> least = Integer.parseInt(FindCondition.value(word, arguments));
                case "-xdev", "-mount" -> onOneDevice = true;
                case "-delete" -> actions.add((_, path) -> Files.delete(path));
                case "-exec" -> addExecution(arguments);
                default -> {
                    FindCondition test = FindCondition.read(word, arguments);
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

    private void addExecution(List<String> arguments) throws UsageException {
        List<String> command = new ArrayList<>();
        String word = FindCondition.value("-exec", arguments);
        while (!word.equals(";") && !word.equals("+")) {
            command.add(word);
            word = FindCondition.value("-exec", arguments);
        }
        if (word.equals("+")) {
            Batch batch = new Batch(command, new ArrayList<>());
            batches.add(batch);
            actions.add((shown, _) -> batch.files.add(shown));
            return;
        }
        actions.add((shown, _) -> RunTools.run(call, command.stream().map(part -> part.replace("{}", shown)).toList(),
                call.surroundings().environment(), InputStream.nullInputStream()));
    }

    private int visitRoot(String shown, Path path) throws InterruptedException, IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            call.complain(shown + ": No such file or directory");
            return 1;
        }
        return visit(shown, path, 0, device(path));
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    private int visit(String shown, Path path, int depth, Object device) throws InterruptedException {
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
                if (onOneDevice && !device(path).equals(device)) {
                    return status;
                }
                for (Path entry : Listing.entries(path)) {
                    status |= visit(shown + (shown.endsWith("/") ? "" : "/") + entry.getFileName(), entry, depth + 1,
                            device);
                }
            } catch (IOException e) {
                status = call.failed(shown, e);
            }
        }
        return status;
    }
}
