package dev.statelab.batch.csv;

import dev.statelab.batch.csv.Decoder.Decoded;
import dev.statelab.batch.csv.Decoder.Undecodable;
import dev.statelab.batch.csv.Sheet.Row;
import dev.statelab.batch.csv.SheetReading.Complete;
import dev.statelab.batch.csv.SheetReading.Faulty;
import dev.statelab.core.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV (RFC 4180) in UTF-8 or UTF-16, its cells separated by commas, semicolons or tabs. */
public final class SheetReader {

    /** Bytes of a file; 10,000 students take about 1 MB. */
    private static final int LARGEST = Limits.SHEET;

    private SheetReader() {}

    public static SheetReading read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return new Faulty(0, "a CSV file", "a folder");
            }
            if (Files.size(file) > LARGEST) {
                return new Faulty(0, "a class", "a file of more than " + LARGEST / (1024 * 1024) + " MiB");
            }
            return switch (Decoder.decode(Files.readAllBytes(file))) {
                case Decoded(String text) -> parse(text);
                case Undecodable(int line, String found) ->
                    new Faulty(line, "text in UTF-8 or UTF-16 (in a spreadsheet: save as \"CSV UTF-8\")", found);
            };
        } catch (NoSuchFileException e) {
            return new Faulty(0, "a CSV file", "nothing of that name");
        } catch (AccessDeniedException e) {
            return new Faulty(0, "a file that you may read", "one that you may not");
        } catch (IOException e) {
            return new Faulty(0, "a file that can be read", String.valueOf(e.getMessage()));
        }
    }

    private static SheetReading parse(String text) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(text)).setIgnoreEmptyLines(true)
                .setTrim(true).get();
        Lines lines = new Lines(text);
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord next : parser) {
                rows.add(new Row(lines.at(next.getCharacterPosition()), next.toList()));
            }
        } catch (UncheckedIOException broken) {
            return new Faulty(0, "CSV", String.valueOf(broken.getMessage()));
        }
        if (rows.isEmpty()) {
            return new Faulty(1, "a line of titles", "an empty file");
        }
        return new Complete(new Sheet(rows.getFirst().line(), rows.getFirst().cells(), rows.subList(1, rows.size())));
    }

    /** Spreadsheets write semicolons where a comma is the decimal point. What is in quotes may hold any of them. */
    private static char delimiter(String text) {
        StringBuilder header = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || !Lines.isEndOfLine(text.charAt(i))); i++) {
            quoted ^= text.charAt(i) == '"';
            if (!quoted) {
                header.append(text.charAt(i));
            }
        }
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(delimiter -> header.chars().filter(c -> c == delimiter).count()))
                .orElseThrow();
    }

    /** Counts lines up to places that come one after another. */
    private static final class Lines {
        private final String text;
        private int position;
        private int line = 1;

        private Lines(String text) {
            this.text = text;
        }

        private int at(long place) {
            while (position < text.length() && (position < place || isEndOfLine(text.charAt(position)))) {
                if (text.charAt(position) == '\n'
                        || (text.charAt(position) == '\r' && !text.startsWith("\n", position + 1))) {
                    line++;
                }
                position++;
            }
            return line;
        }

        private static boolean isEndOfLine(char c) {
            return c == '\r' || c == '\n';
        }
    }
}
