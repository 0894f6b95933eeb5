package dev.statelab.lab.container.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Commands that print a part of their input, or count it. */
final class TextTools {

    /** A longer line is counted as memory, and not really held. */
    private static final int MOST_HELD = 16 << 20;

    private TextTools() {}

    /** What is done with each file of a command line, or with standard input. */
    @FunctionalInterface
    private interface Step {
        void run(String name, InputStream in) throws IOException, UsageException;
    }

    private static int each(Call call, List<String> files, Step step) throws UsageException {
        int status = 0;
        for (String file : files.isEmpty() ? List.of("-") : files) {
            try (InputStream in = call.open(file)) {
                step.run(file, in);
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        return status;
    }

    private static long count(String text) throws UsageException {
        if (!text.matches("[-+]?\\d{1,12}")) {
            throw new UsageException("invalid number '" + text + "'");
        }
        return Long.parseLong(text.replaceFirst("^[-+]", ""));
    }

    /** {@code -5} means {@code -n 5}. */
    private static Options options(Call call, String letters) throws UsageException {
        List<String> arguments = new ArrayList<>(call.arguments());
        if (!arguments.isEmpty() && arguments.getFirst().matches("-\\d+")) {
            arguments.set(0, "-n" + arguments.getFirst().substring(1));
        }
        return Options.parse(arguments, letters, Map.of("lines", "n", "bytes", "c", "follow", "f"));
    }

    static int head(Call call) throws UsageException {
        Options options = options(call, "n:c:qv");
        boolean titles = options.operands().size() > 1 && !options.has("q");
        long lines = count(options.value("n").orElse("10"));
        return each(call, options.operands(), (name, in) -> {
            if (titles) {
                call.out().println("==> " + name + " <==");
            }
            if (options.has("c")) {
                call.out().write(in.readNBytes((int) count(options.value("c").orElse("0"))));
                return;
            }
            long left = lines;
            int c = left > 0 ? in.read() : -1;
            while (c >= 0) {
                call.out().write(c);
                left -= c == '\n' ? 1 : 0;
                c = left > 0 ? in.read() : -1;
            }
        });
    }

    static int tail(Call call) throws UsageException, IOException, InterruptedException {
        Options options = options(call, "n:c:fFqv");
        String wanted = options.value("n").or(() -> options.value("c")).orElse("10");
        boolean fromStart = wanted.startsWith("+");
        long count = count(wanted);
        boolean bytes = options.has("c");
        int status = each(call, options.operands(), (_, in) -> {
            if (fromStart) {
                skip(in, count - 1, bytes);
                in.transferTo(call.out());
            } else {
                call.out().write(last(call, in, count, bytes));
            }
        });
        if ((options.has("f") || options.has("F")) && !options.operands().isEmpty() && status == 0) {
            Following.follow(call, options.operands().getLast());
        }
        return status;
    }

    private static void skip(InputStream in, long count, boolean bytes) throws IOException {
        long left = count;
        while (left > 0) {
            int c = in.read();
            left -= c < 0 ? left : bytes || c == '\n' ? 1 : 0;
        }
    }

    /** Holds what it may have to print, which takes memory: of an endless line, without end. */
    private static byte[] last(Call call, InputStream in, long count, boolean bytes) throws IOException {
        Deque<byte[]> kept = new ArrayDeque<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
            call.surroundings().allocate(size);
            if (line.size() > MOST_HELD) {
                line.reset();
            }
            int from = 0;
            for (int i = 0; i < size; i++) {
                if (bytes || buffer[i] == '\n') {
                    line.write(buffer, from, i + 1 - from);
                    keep(kept, line, count);
                    from = i + 1;
                }
            }
            line.write(buffer, from, size - from);
        }
        if (line.size() > 0) {
            keep(kept, line, count);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        kept.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static void keep(Deque<byte[]> kept, ByteArrayOutputStream line, long count) {
        kept.add(line.toByteArray());
        line.reset();
        if (kept.size() > count) {
            kept.remove();
        }
    }

    static int sha256sum(Call call) throws UsageException {
        return each(call, Options.parse(call, "").operands(), (name, in) -> {
            MessageDigest digest = sha256();
            try (DigestInputStream digested = new DigestInputStream(in, digest)) {
                digested.transferTo(OutputStream.nullOutputStream());
            }
            call.out().println(HexFormat.of().formatHex(digest.digest()) + "  " + name);
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static int wc(Call call) throws UsageException {
        Options options = Options.parse(call, "lwcm");
        boolean all = options.flags().isEmpty();
        long[] total = new long[3];
        int status = each(call, options.operands(), (name, in) -> {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            long[] counts = {text.chars().filter(c -> c == '\n').count(),
                Pattern.compile("\\S+").matcher(text).results().count(), text.length()};
            for (int i = 0; i < counts.length; i++) {
                total[i] += counts[i];
            }
            call.out().println(counts(options, all, counts) + (name.equals("-") ? "" : " " + name));
        });
        if (options.operands().size() > 1) {
            call.out().println(counts(options, all, total) + " total");
        }
        return status;
    }

    private static String counts(Options options, boolean all, long[] counts) {
        List<String> shown = new ArrayList<>();
        List<Boolean> wanted = List.of(options.has("l"), options.has("w"), options.has("c") || options.has("m"));
        for (int i = 0; i < counts.length; i++) {
            if (all || wanted.get(i)) {
                shown.add(all ? "%9d".formatted(counts[i]) : Long.toString(counts[i]));
            }
        }
        return String.join(" ", shown);
    }
}
