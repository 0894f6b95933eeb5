package dev.statelab.cli.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.cli.Text;
import dev.statelab.core.report.AsciiJson;
import dev.statelab.core.report.Paragraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the mutants of a task: pure functions of it. */
final class MutateReport {

    private static final String INDENT = "      ";

    private MutateReport() {}

    /**
     * For people.
     *
     * @param survived what to ask the author about a mutant that makes no difference
     * @param all whether to list also those that nobody has to look at
     */
    static String text(String task, List<Judged> judged, String survived, boolean all, int width) {
        StringBuilder text = new StringBuilder(task).append(":\n");
        for (Judged each : judged) {
            if (all || each.verdict() instanceof Verdict.Survived || each.verdict() instanceof Verdict.Unclear) {
                text.append("  %-10s  %s%n".formatted(each.verdict().word(), Text.line(each.mutant())));
                String note = note(each.verdict(), survived);
                if (!note.isEmpty()) {
                    Paragraph.lines(Text.line(note), width - INDENT.length())
                            .forEach(line -> text.append(INDENT).append(line).append('\n'));
                }
            }
        }
        Map<String, Long> counts = judged.stream()
                .collect(Collectors.groupingBy(each -> each.verdict().word(), TreeMap::new, Collectors.counting()));
        return text.append("  ").append(judged.size()).append(" mutants: ").append(counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")))
                .append(".\n").toString();
    }

    private static String note(Verdict verdict, String survived) {
        return switch (verdict) {
            case Verdict.Killed(int lost, List<String> criteria) ->
                lost + (lost == 1 ? " point lost: " : " points lost: ") + String.join(", ", criteria);
            case Verdict.Noticed(String by, String difference) -> "case " + by + ": " + difference;
            case Verdict.Refused(String message) -> message;
            case Verdict.Survived() -> survived;
            case Verdict.Equivalent(String reason) -> reason;
            case Verdict.Unclear(String message) -> message;
        };
    }

    /** {@code statelab.dev/mutation/v1}: {@code task}, and {@code mutants} in their order. */
    static String json(String task, List<Judged> judged) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("schema", "statelab.dev/mutation/v1").put("task",
                task);
        var mutants = root.putArray("mutants");
        for (Judged each : judged) {
            ObjectNode json = mutants.addObject().put("mutant", each.mutant());
            each.parts().forEach(json::put);
            json.put("verdict", each.verdict().word());
            switch (each.verdict()) {
                case Verdict.Killed(int lost, List<String> criteria) -> {
                    json.put("lost", lost);
                    criteria.forEach(json.putArray("criteria")::add);
                }
                case Verdict.Noticed(String by, String difference) ->
                    json.put("case", by).put("difference", difference);
                case Verdict.Refused(String message) -> json.put("message", message);
                case Verdict.Survived() -> {
                }
                case Verdict.Equivalent(String reason) -> json.put("reason", reason);
                case Verdict.Unclear(String message) -> json.put("message", message);
            }
        }
        return AsciiJson.pretty(root) + "\n";
    }
}
