package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Lookup;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import dev.statelab.lab.time.LabClock;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Commands that run other commands. */
final class RunTools {

    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private RunTools() {}

    /** Runs a command to its end; its exit code. */
    static int run(Call call, List<String> command, Map<String, String> environment, InputStream in)
            throws InterruptedException {
        return start(call, command, environment, in) instanceof Started.Running(Child child)
                ? await(child)
                : refused(call, command);
    }

    private sealed interface Started {

        record Running(Child child) implements Started {}

        record Refused() implements Started {}
    }

    private static Started start(Call call, List<String> command, Map<String, String> environment, InputStream in) {
        Surroundings own = call.surroundings();
        Lookup lookup = own.find(command.getFirst(), environment.getOrDefault("PATH", "/bin"), own.workingDirectory());
        if (!(lookup instanceof Lookup.Found found)) {
            return new Started.Refused();
        }
        List<String> arguments = Stream.concat(found.leadingArguments().stream(), command.stream().skip(1)).toList();
        return new Started.Running(own.start(new Launch(found.program(), command.getFirst(), arguments, environment,
                own.workingDirectory().toString(), in, keptOpen(own.out()), keptOpen(own.err()))));
    }

    private static OutputStream keptOpen(OutputStream out) {
        return new FilterOutputStream(out) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    private static int await(Child child) throws InterruptedException {
        try {
            return child.exit().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process' exit cannot fail", e);
        }
    }

    private static int refused(Call call, List<String> command) {
        Surroundings own = call.surroundings();
        Lookup lookup = own.find(command.getFirst(), own.environment().getOrDefault("PATH", "/bin"),
                own.workingDirectory());
        boolean missing = lookup instanceof Lookup.NotFound;
        call.complain("can't execute '" + command.getFirst() + "': "
                + (missing ? "No such file or directory" : "Permission denied"));
        return missing ? NOT_FOUND : NOT_EXECUTABLE;
    }

    static int env(Call call) throws UsageException, InterruptedException {
        Options options = Options.parse(call, "+iu:0");
        Map<String, String> environment = new TreeMap<>(
                options.has("i") ? Map.of() : call.surroundings().environment());
        options.all("u").forEach(environment::remove);
        List<String> command = new ArrayList<>(options.operands());
        while (!command.isEmpty() && command.getFirst().contains("=")) {
            String[] pair = command.removeFirst().split("=", 2);
            environment.put(pair[0], pair[1]);
        }
        if (command.isEmpty()) {
            environment.forEach((name, value) -> call.out().println(name + "=" + value));
            return 0;
        }
        return run(call, command, environment, call.in());
    }

    static int xargs(Call call) throws UsageException, InterruptedException, IOException {
        Options options = Options.parse(call, "+0rtn:I:L:P:");
        List<String> command = options.operands().isEmpty() ? List.of("echo") : options.operands();
        String text = new String(call.in().readAllBytes(), StandardCharsets.UTF_8);
        boolean lines = options.has("I") || options.has("L");
        String separator = options.has("0") ? "\0" : lines ? "\n" : "\\s+";
        List<String> items = new ArrayList<>(Arrays.stream(text.split(separator, -1))
                .map(item -> lines ? item.strip() : item).filter(item -> !item.isEmpty()).toList());
        if (items.isEmpty() && (options.has("r") || lines)) {
            return 0;
        }
        int size = lines ? 1 : options.value("n").map(Integer::parseInt).orElse(Math.max(1, items.size()));
        int status = 0;
        for (int at = 0; at == 0 || at < items.size(); at += size) {
            List<String> batch = items.subList(at, Math.min(items.size(), at + size));
            List<String> whole = new ArrayList<>(command);
            if (options.has("I")) {
                whole.replaceAll(word -> word.replace(options.value("I").orElseThrow(), batch.getFirst()));
            } else {
                whole.addAll(batch);
            }
            int code = run(call, whole, call.surroundings().environment(), InputStream.nullInputStream());
            status = code == 0 || code >= NOT_EXECUTABLE ? Math.max(status, code) : 123;
        }
        return status;
    }

    static int timeout(Call call) throws UsageException, InterruptedException {
        Options options = Options.parse(call, "+s:k:");
        List<String> operands = options.operands();
        if (operands.size() < 2) {
            throw new UsageException("missing operand");
        }
        Duration limit = TimeTools.span(operands.getFirst());
        String name = options.value("s").orElse("TERM");
        Signal signal = Signal.parse(name).orElseThrow(() -> new UsageException("bad signal name '" + name + "'"));
        List<String> command = operands.subList(1, operands.size());
        if (!(start(call, command, call.surroundings().environment(),
                call.in()) instanceof Started.Running(Child child))) {
            return refused(call, command);
        }
        LabClock.Timer timer = call.surroundings().clock().after(limit, () -> child.signal(signal));
        try {
            return await(child);
        } finally {
            timer.cancel();
        }
    }
}
