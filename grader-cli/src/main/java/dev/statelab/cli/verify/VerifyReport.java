package dev.statelab.cli.verify;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Text;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.Difference;
import dev.statelab.core.report.Paragraph;
import java.io.PrintWriter;
import java.util.List;

/** Prints what became of the cases of a task. */
final class VerifyReport {

    private static final int INDENT = 6;

    private final PrintWriter out;
    private final int width;

    VerifyReport(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    /**
     * One case.
     *
     * @param score what it got; empty without one
     */
    record Line(Case of, String score, List<Difference> differences) {
        Line {
            differences = List.copyOf(differences);
        }

        boolean asExpected() {
            return differences.isEmpty();
        }

        /** Whether nothing but what could not be found out is different. */
        boolean inconclusive() {
            return !asExpected()
                    && differences.stream().allMatch(difference -> difference.found().equals("inconclusive"));
        }
    }

    void print(String task, List<Line> lines) {
        int longest = lines.stream().mapToInt(line -> line.of().name().length()).max().orElse(0);
        out.println(task + ":");
        for (Line line : lines) {
            out.printf("  %-9s  %s  %7s  %s%n",
                    line.asExpected() ? "ok" : line.inconclusive() ? "unclear" : "DIFFERENT",
                    line.of().name() + " ".repeat(longest - line.of().name().length()), line.score(),
                    Text.line(line.of().title()));
            line.differences().forEach(this::print);
        }
        long wrong = lines.stream().filter(line -> !line.asExpected()).count();
        out.println("  " + (lines.size() - wrong) + " of " + lines.size() + " cases as expected"
                + (wrong == 0 ? "." : "; " + wrong + (wrong == 1 ? " is not." : " are not.")));
        out.println();
        out.flush();
    }

    private void print(Difference difference) {
        String indent = " ".repeat(INDENT);
        out.println(indent + Text.line(difference.what()) + ": expected " + difference.expected() + ", found "
                + difference.found());
        if (!difference.why().isEmpty()) {
            Paragraph.lines(Text.line(difference.why()), width - INDENT - 2)
                    .forEach(text -> out.println(indent + "  " + text));
        }
    }

    /** 0 when all is as expected, 1 when the rubric or a case is wrong, 3 when something could not be found out. */
    static int exitCode(List<Line> lines) {
        if (lines.stream().allMatch(Line::asExpected)) {
            return ExitCode.PASSED;
        }
        return lines.stream().allMatch(line -> line.asExpected() || line.inconclusive())
                ? ExitCode.INCOMPLETE
                : ExitCode.BELOW_PASS_MARK;
    }
}
