package dev.statelab.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what came of each test into {@code target/contract/COLUMN.tsv}, and all columns that are there into
 * {@code target/contract/table.md}; with {@code -Dgolden.write=true} also into the documentation.
 */
public final class TableOfResults implements TestExecutionListener {

    private static final Path FOLDER = Path.of("target", "contract");

    /** Ends with the table. */
    private static final Path DOCUMENT = Path.of("..", "docs", "cluster-contract.md");

    private final Map<String, String> results = new ConcurrentHashMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && test.getSource().orElse(null) instanceof MethodSource source
                && isOnCluster(source)) {
            results.put(row(test, source), switch (result.getStatus()) {
                case SUCCESSFUL -> "passed";
                case ABORTED -> "skipped";
                case FAILED -> "failed";
            });
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.getSource().orElse(null) instanceof MethodSource source && isOnCluster(source)) {
            results.put(row(test, source), "skipped: " + reason);
        }
    }

    private static boolean isOnCluster(MethodSource source) {
        return source.getJavaClass().isAnnotationPresent(OnCluster.class);
    }

    /** As in {@code StatefulSet: ordinals can start elsewhere}. */
    private static String row(TestIdentifier test, MethodSource source) {
        String subject = source.getJavaClass().getSimpleName().replaceFirst("Test$", "");
        String what = source.getMethodName().replace('_', ' ');
        boolean isOneOfMany = test.getUniqueId().contains("test-template-invocation");
        return subject + ": " + what + (isOneOfMany ? ": " + test.getDisplayName() : "");
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (results.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            Files.write(file(Column.ofThisRun()), results.entrySet().stream()
                    .map(entry -> entry.getKey() + "\t" + entry.getValue()).sorted().toList());
            Files.write(FOLDER.resolve("table.md"), table());
            if (Boolean.getBoolean("golden.write")) {
                String text = Files.readString(DOCUMENT);
                Files.writeString(DOCUMENT, text.substring(0, text.indexOf("| test |")) + String.join("\n", table())
                        + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Column column) {
        return FOLDER.resolve(column.name().toLowerCase(Locale.ROOT) + ".tsv");
    }

    private static List<String> table() throws IOException {
        Map<String, Map<Column, String>> rows = new TreeMap<>(Comparator.naturalOrder());
        for (Column column : Column.values()) {
            if (Files.exists(file(column))) {
                for (String line : Files.readAllLines(file(column))) {
                    String[] cells = line.split("\t", 2);
                    rows.computeIfAbsent(cells[0], _ -> new EnumMap<>(Column.class)).put(column, cells[1]);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("test", Stream.of(Column.values()).map(Column::title)));
        lines.add(line("---", Stream.of(Column.values()).map(_ -> "---")));
        rows.forEach((row, cells) -> lines.add(line(row,
                Stream.of(Column.values()).map(column -> cells.getOrDefault(column, "not run")))));
        return lines;
    }

    private static String line(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
