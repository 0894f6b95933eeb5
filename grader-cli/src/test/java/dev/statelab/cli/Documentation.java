package dev.statelab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation, and the lines of their shell blocks. */
final class Documentation {

    static final Path CHECKOUT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("^```(?:bash|sh)\n(.*?)^```",
            Pattern.DOTALL | Pattern.MULTILINE);

    private Documentation() {}

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(CHECKOUT.resolve("README.md"), CHECKOUT.resolve("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "tasks", "bench", "examples")) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** Continued lines are one. */
    static Stream<String> lines(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page)).results().map(block -> block.group(1).replace("\\\n", " "))
                    .flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the first command after its name, without comment and redirections. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split("\\s+", -1)) {
            if (word.startsWith("#") || word.matches("[|&;>].*|[12]>.*")) {
                break;
            }
            words.add(word);
        }
        return words.subList(1, words.size());
    }
}
