package dev.statelab.hostile.table;

import dev.statelab.hostile.table.Trial.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts attacks and faults, prints the table at the end, and writes it into a file, {@code target/table.md}. */
public final class TableOfTrials implements TestExecutionListener {

    private final Path file;
    private final Map<Trial, Count> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Long> tried = new ConcurrentHashMap<>();
    private final Queue<String> wrongScores = new ConcurrentLinkedQueue<>();
    private final Queue<String> lostResults = new ConcurrentLinkedQueue<>();

    public TableOfTrials() {
        this(Path.of("target", "table.md"));
    }

    TableOfTrials(Path file) {
        this.file = file;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> {
            switch (key) {
                case Ledger.TRIED -> tried.put(test.getUniqueId(), Long.parseLong(value));
                case Ledger.WRONG_SCORE -> wrongScores.add(value);
                case Ledger.LOST_RESULT -> lostResults.add(value);
                default -> {
                    // somebody else's
                }
            }
        });
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long number = tried.getOrDefault(test.getUniqueId(), 1L);
        count(test, switch (result.getStatus()) {
            case SUCCESSFUL -> new Count(number, number, 0);
            case FAILED -> new Count(number, 0, 0);
            case ABORTED -> new Count(0, 0, 1);
        });
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, new Count(0, 0, 1));
    }

    private void count(TestIdentifier test, Count count) {
        Trial.of(test).ifPresent(trial -> counts.merge(trial, count, Count::plus));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (counts.isEmpty()) {
            return;
        }
        String table = table();
        System.out.println(table);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String table() {
        List<String> lines = new ArrayList<>();
        lines.addAll(part(Kind.ATTACK, "attacks", "tried", "held"));
        lines.addAll(part(Kind.FAULT, "faults", "injected", "correct or inconclusive"));
        lines.add("wrong scores: " + wrongScores.size());
        wrongScores.forEach(what -> lines.add("- " + what));
        lines.add("lost results: " + lostResults.size());
        lostResults.forEach(what -> lines.add("- " + what));
        return String.join("\n", lines) + "\n";
    }

    private List<String> part(Kind kind, String title, String tried, String held) {
        if (counts.keySet().stream().noneMatch(trial -> trial.kind() == kind)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(
                "| " + title + " | " + tried + " | " + held + " | not run |", "| --- | ---: | ---: | ---: |"));
        Count sum = Count.NONE;
        for (Map.Entry<Trial, Count> row : counts.entrySet()) {
            if (row.getKey().kind() == kind) {
                lines.add(line(row.getKey().subject(), row.getValue()));
                sum = sum.plus(row.getValue());
            }
        }
        lines.add(line("all", sum));
        lines.add("");
        return lines;
    }

    private static String line(String title, Count count) {
        return "| " + title + " | " + count.tried() + " | " + count.held() + " | " + count.notRun() + " |";
    }
}
