package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bash in a home folder of its own, where {@code grader} is this build's. Closing it ends whatever it left running. */
final class ShellSession implements AutoCloseable {

    private static final String END = "=end of the answer=";

    /** What a command in the background says when it is ready. */
    private static final Map<String, String> READY = Map.of("grader lab up", "It runs until Ctrl-C here",
            "kubectl port-forward", "Forwarding from 127.0.0.1");

    private final Process bash;
    private final Writer in;
    private final BufferedReader out;
    private final Path home;

    private ShellSession(Process bash, Path home) {
        this.bash = bash;
        this.in = bash.outputWriter(UTF_8);
        this.out = bash.inputReader(UTF_8);
        this.home = home;
    }

    static ShellSession start(Path home) throws IOException {
        Path grader = Files.writeString(Files.createDirectory(home.resolve("bin")).resolve("grader"),
                """
                        #!/bin/sh
                        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
                        -Dstatelab.home='%s' -Djava.io.tmpdir='%s' -cp '%s' dev.statelab.cli.Grader "$@"
                        """
                        .formatted(ProcessHandle.current().info().command().orElseThrow(),
                                Path.of("..").toAbsolutePath().normalize(), Files.createDirectory(home.resolve("tmp")),
                                System.getProperty("java.class.path")));
        if (!grader.toFile().setExecutable(true)) {
            throw new IOException(grader + " cannot be made executable");
        }
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "--noprofile").directory(home.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KUBE") || name.endsWith("_proxy"));
        environment.put("HOME", home.toString());
        environment.put("PATH", grader.getParent() + ":" + environment.get("PATH"));
        return new ShellSession(builder.start(), home);
    }

    /** What the command prints; of one in the background, what it prints until it is ready. */
    List<String> run(String command) throws IOException {
        boolean inBackground = command.endsWith(" &");
        // No command may read what is to be typed after it.
        in.write(inBackground
                ? command.replaceFirst(" &$", " < /dev/null &\n")
                : "{ " + command + "\n} < /dev/null\nprintf '\\n%s\\n' '" + END + "'\n");
        in.flush();
        String last = inBackground
                ? READY.entrySet().stream().filter(entry -> command.startsWith(entry.getKey())).findFirst()
                        .orElseThrow()
                        .getValue()
                : END;
        List<String> lines = new ArrayList<>();
        String line = next(command);
        while (!line.contains(last)) {
            lines.add(shown(line));
            line = next(command);
        }
        if (inBackground) {
            lines.add(shown(line));
        }
        return trimmed(lines);
    }

    private String next(String command) throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the shell ended during: " + command);
        }
        return line;
    }

    private String shown(String line) {
        return line.replace(home.toString(), "/home/student");
    }

    private static List<String> trimmed(List<String> lines) {
        List<String> trimmed = new ArrayList<>(lines);
        while (!trimmed.isEmpty() && trimmed.getLast().isBlank()) {
            trimmed.removeLast();
        }
        return trimmed;
    }

    @Override
    public void close() {
        List<ProcessHandle> left = bash.descendants().toList();
        left.forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly().onExit().join();
        left.forEach(process -> process.onExit().join());
    }
}
