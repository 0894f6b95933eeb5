package dev.statelab.core.task;

import dev.statelab.core.Limits;
import dev.statelab.core.result.Credit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of points in the students' statement. It is made from the task and stands between two comments, so that what
 * students read is what they are graded by.
 */
public final class RubricTable {

    /** In the statement, the line before the table. */
    public static final String BEGIN = "<!-- points: written by `grader tasks lint --fix` -->";

    /** In the statement, the line after the table. */
    public static final String END = "<!-- end of points -->";

    private RubricTable() {}

    /** The table in Markdown, without hidden criteria, and the sum of the points below it; each line ended by a line feed. */
    public static String markdown(Task task) {
        List<Criterion> shown = task.criteria().stream().filter(criterion -> criterion.credit() != Credit.HIDDEN)
                .toList();
        boolean summaries = shown.stream().anyMatch(criterion -> !criterion.summary().isEmpty());
        String rows = shown.stream()
                .map(criterion -> row(criterion.title(), points(criterion),
                        summaries ? Optional.of(criterion.summary()) : Optional.empty()))
                .collect(Collectors.joining());
        return row("criterion", "points", summaries ? Optional.of("what must hold") : Optional.empty())
                + row("---", "---:", summaries ? Optional.of("---") : Optional.empty()) + rows + "\n"
                + sum(task) + "\n";
    }

    private static String points(Criterion criterion) {
        return criterion.points() + (criterion.credit() == Credit.BONUS ? " (bonus)" : "");
    }

    private static String sum(Task task) {
        int bonus = task.points(Credit.BONUS);
        int hidden = task.points(Credit.HIDDEN);
        return task.maxPoints() + " points in all" + (bonus == 0 ? "." : ", and " + bonus + " bonus points on top.")
                + (hidden == 0 ? "" : " " + hidden + " hidden points are graded separately.");
    }

    /** The statement with the table of the task between its marks; empty when the marks are not there, in this order. */
    public static Optional<String> written(String statement, Task task) {
        return Marks.in(statement).map(marks -> statement.substring(0, marks.from) + "\n" + markdown(task) + "\n"
                + statement.substring(marks.to));
    }

    /**
     * What is wrong with the table of a statement; empty for one that says what the task says.
     *
     * @param file how the mistake names the statement
     */
    public static Optional<Mistake> mistake(String statement, String file, Task task) {
        Optional<String> right = written(statement, task);
        if (right.isEmpty()) {
            return Optional.of(new Mistake(file, 1, 1, "the table of points between the lines '" + BEGIN + "' and '"
                    + END + "'", "no such lines"));
        }
        List<String> found = statement.lines().toList();
        List<String> expected = right.get().lines().toList();
        for (int line = 0; line < Math.max(found.size(), expected.size()); line++) {
            String is = line < found.size() ? found.get(line) : "the end of the file";
            String wanted = line < expected.size() ? expected.get(line) : "the end of the file";
            if (!is.equals(wanted)) {
                return Optional.of(new Mistake(file, line + 1, 1, quoted(wanted), quoted(is)));
            }
        }
        return Optional.empty();
    }

    private static String quoted(String line) {
        return line.isBlank() ? "an empty line" : "'" + Limits.cut(line, Limits.TEXT) + "'";
    }

    private static String row(String criterion, String points, Optional<String> summary) {
        return "| " + criterion.replace("|", "\\|") + " | " + points + " |"
                + summary.map(text -> " " + text + " |").orElse("") + "\n";
    }

    /**
     * Where the table belongs.
     *
     * @param from after the line feed of the first mark's line
     * @param to where the second mark begins
     */
    private record Marks(int from, int to) {
        static Optional<Marks> in(String statement) {
            int begin = statement.indexOf(BEGIN + "\n");
            int end = statement.indexOf("\n" + END, Math.max(0, begin));
            return begin < 0 || end < 0
                    ? Optional.empty()
                    : Optional.of(new Marks(begin + BEGIN.length() + 1, end + 1));
        }
    }
}
