package dev.statelab.cli.watch;

import dev.statelab.core.report.Page;
import dev.statelab.core.report.Style;
import dev.statelab.core.report.TextOptions;
import java.util.List;

/** The rubric for a terminal: as much of it as fits. A pure function. */
final class RubricPage {

    private RubricPage() {}

    /**
     * The lines of the page, none wider than the options say.
     *
     * @param heading what is watched
     * @param footer when, how far, and which keys there are
     * @param rows how many lines there is room for
     */
    static List<String> render(String heading, List<LiveLine> lines, List<String> footer, TextOptions options,
            int rows) {
        List<String> whole = render(heading, lines, footer, options, true);
        if (whole.size() <= rows) {
            return whole;
        }
        List<String> brief = render(heading, lines, footer, options, false);
        return brief.size() <= rows ? brief : brief.subList(brief.size() - Math.max(1, rows), brief.size());
    }

    private static List<String> render(String heading, List<LiveLine> lines, List<String> footer, TextOptions options,
            boolean notes) {
        Page page = new Page(options);
        page.text(0, heading, Style.BOLD);
        page.blank();
        int points = lines.stream().mapToInt(line -> line.score().length()).max().orElse(1);
        for (LiveLine line : lines) {
            page.entry(0, line.mark().text(options.unicode()), line.mark().style(), line.title(), Style.PLAIN,
                    line.score(), points);
            if (notes) {
                line.notes().forEach(note -> page.text(4, note, Style.DIM));
            }
        }
        page.blank();
        footer.forEach(line -> page.text(0, line, Style.DIM));
        return page.text().lines().toList();
    }
}
