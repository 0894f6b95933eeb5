package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Terminal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** {@code tar}: what {@code kubectl cp} calls, and what people write. */
final class Tar {

    private static final String LETTERS = "cxtvzmpohkf:C:";
    private static final Map<String, String> LONG = Map.ofEntries(Map.entry("create", "c"), Map.entry("extract", "x"),
            Map.entry("list", "t"), Map.entry("file", "f"), Map.entry("directory", "C"), Map.entry("gzip", "z"),
            Map.entry("verbose", "v"), Map.entry("no-same-owner", "o"), Map.entry("no-same-permissions", "k"),
            Map.entry("touch", "m"), Map.entry("preserve-permissions", "p"));

    private Tar() {}

    static int run(Call call) throws UsageException, IOException {
        Options options = Options.parse(dashed(call.arguments()), LETTERS, LONG);
        if (Stream.of("c", "x", "t").filter(options::has).count() != 1) {
            throw new UsageException("expected exactly one of -c, -x and -t");
        }
        Path folder = options.value("C").map(call::path).orElse(call.surroundings().workingDirectory());
        if (!Files.isDirectory(folder)) {
            call.complain(
                    "can't change directory to '" + options.value("C").orElse("") + "': No such file or directory");
            return 1;
        }
        if (!options.has("c")) {
            try (InputStream in = source(call, options)) {
                return new Untar(call, options, folder).run(in);
            }
        }
        if (options.operands().isEmpty()) {
            throw new UsageException("empty archive");
        }
        if (archive(options).equals("-") && Terminal.isTerminal(call.in())) {
            throw new UsageException("refusing to write archive contents to terminal (missing -f option?)");
        }
        try (OutputStream out = target(call, options)) {
            return new Packing(call, options.has("v"), folder).run(options.operands(), out);
        }
    }

    /** The old way of writing the options, without a dash: values follow in the order of their letters. */
    private static List<String> dashed(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
            return arguments;
        }
        List<String> dashed = new ArrayList<>();
        List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
        for (char letter : arguments.getFirst().toCharArray()) {
            dashed.add("-" + letter);
            if (LETTERS.contains(letter + ":") && !rest.isEmpty()) {
                dashed.add(rest.removeFirst());
            }
        }
        dashed.addAll(rest);
        return dashed;
    }

    private static String archive(Options options) {
        return options.value("f").orElse("-");
    }

    private static InputStream source(Call call, Options options) throws IOException {
        InputStream in = call.open(archive(options));
        return options.has("z") ? new GZIPInputStream(in) : in;
    }

    private static OutputStream target(Call call, Options options) throws IOException {
        String file = archive(options);
        OutputStream out = file.equals("-") ? standardOutput(call) : Files.newOutputStream(call.path(file));
        return options.has("z") ? new GZIPOutputStream(out) : out;
    }

    private static OutputStream standardOutput(Call call) {
        return new FilterOutputStream(call.out()) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                call.surroundings().checkAlive();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
