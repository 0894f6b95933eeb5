package dev.statelab.hostile.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts that are likely to do harm, and files of which something was broken. */
final class HostileText {

    private static final List<String> TOKENS = List.of("\u001b[2J", "\u001b]0;title\u0007", "\u009b31m", "\u202e",
            "\u2066", "\u200b", "\ufeff", "\0", "\r\n", "\n", "\t", "\u2028", "\ud800", "\udc00", "\ufffe", "\ue000",
            "<script>alert(1)</script>", "</td>", "-->", "]]>", "&amp;", "\"", "'", "`", "|", "\\", "*", "_", "[x](y)",
            "=1+1",
            "+1", "-1", "@x", "＝1", "${x}", "#{x}", "%s", "..", "/", ": ", "- ", "{", "}", "[", "]", "&a ", "*a",
            "<<: ", "!!str ",
            "!!java.lang.String ", "---\n", "...\n", "? ", "|\n", ">\n", "#", ",", ";", "é", "e\u0301", "日本語", "😀",
            "null",
            "true", "010", "1e999", "2026-11-20", "x");

    private HostileText() {}

    static Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(TOKENS)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(30)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(30)));
        return parts.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    /** A seed of a fuzzed target in which pieces were dropped, doubled, moved or replaced. */
    static String broken(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = 0; change < 1 + random.nextInt(8); change++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(20));
            String piece = text.substring(from, to);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, piece);
                case 2 -> text.insert(random.nextInt(text.length() + 1), piece);
                default -> text.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
            }
        }
        return text.toString();
    }

    /** The text of a seed. */
    static String seed(String target, String name) {
        String resource = target + "Inputs/any_bytes/" + name;
        try (InputStream in = Objects.requireNonNull(HostileText.class.getResourceAsStream(resource), resource)) {
            return Readers.text(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }

    static Arbitrary<String> broken(String target, String... names) {
        List<String> seeds = Arrays.stream(names).map(name -> seed(target, name)).toList();
        return Arbitraries.of(seeds).flatMap(seed -> Arbitraries.longs()
                .map(number -> broken(seed, new Random(number))));
    }
}
