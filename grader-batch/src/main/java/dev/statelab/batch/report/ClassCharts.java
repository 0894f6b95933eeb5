package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The charts of a class, as SVG. What they show is in the tables as text, too. */
final class ClassCharts {

    private static final int BINS = 10;
    private static final int BAR = 40;
    private static final int HEIGHT = 120;
    /** For half of the last label, which is wider than its bar. */
    private static final int MARGIN = 8;
    private static final int CELL = 12;
    private static final int LABELS = 160;

    private ClassCharts() {}

    /** How many students have how many tenths of the points. */
    static void distribution(ClassResults results, StringBuilder html) {
        double most = results.plan().at("/task/maxScore").asDouble(1);
        int[] counts = new int[BINS];
        List<JsonNode> scores = results.entries().stream().flatMap(entry -> entry.result().score().stream()).toList();
        for (JsonNode score : scores) {
            counts[Math.clamp((int) (score.asDouble() / most * BINS), 0, BINS - 1)]++;
        }
        int highest = 1;
        for (int count : counts) {
            highest = Math.max(highest, count);
        }
        int width = BINS * BAR + MARGIN;
        html.append("<h2>Scores</h2>\n<svg role=\"img\" width=\"").append(width).append("\" height=\"")
                .append(HEIGHT + 40).append("\" viewBox=\"0 0 ").append(width).append(' ').append(HEIGHT + 40)
                .append("\"><title>How many of ").append(scores.size())
                .append(" graded students have which score</title>\n");
        for (int bin = 0; bin < BINS; bin++) {
            int height = counts[bin] * HEIGHT / highest;
            String range = range(bin, most);
            html.append(String.format(Locale.ROOT,
                    "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s: %d</title></rect>"
                            + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                            + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    bin * BAR + 2, HEIGHT + 16 - height, BAR - 4, height, range, counts[bin], bin * BAR + BAR / 2,
                    HEIGHT + 12 - height, counts[bin] == 0 ? "" : counts[bin], bin * BAR + BAR / 2, HEIGHT + 32,
                    range));
        }
        html.append("</svg>\n");
    }

    private static String range(int bin, double most) {
        long from = Math.round(most * bin / BINS);
        return bin == BINS - 1 ? from + "–" + Math.round(most) : from + "–";
    }

    /** A column for each student who was graded, a row for each criterion. */
    static void heatMap(ClassResults results, StringBuilder html) {
        List<Entry> graded = results.entries().stream().filter(entry -> !entry.result().criteria().isEmpty()).toList();
        List<JsonNode> criteria = results.criteria();
        int width = LABELS + graded.size() * CELL;
        int height = criteria.size() * (CELL + 4);
        html.append("<h2>Criteria and students</h2>\n<div class=\"scroll\"><svg role=\"img\" width=\"").append(width)
                .append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width).append(' ')
                .append(height).append("\"><title>Which criteria which students passed; the table of students"
                        + " says the same</title>\n");
        for (int row = 0; row < criteria.size(); row++) {
            int y = row * (CELL + 4);
            html.append("<text x=\"0\" y=\"").append(y + CELL).append("\">")
                    .append(Html.text(cut(criteria.get(row).path("title").asText()))).append("</text>\n");
            for (int column = 0; column < graded.size(); column++) {
                Entry entry = graded.get(column);
                Optional<StoredCriterion> criterion = criterion(entry, criteria.get(row).path("id").asText());
                String outcome = criterion.map(each -> each.outcome().text()).orElse("none");
                html.append("<rect class=\"f-").append(outcome).append("\" x=\"").append(LABELS + column * CELL)
                        .append("\" y=\"").append(y).append("\" width=\"").append(CELL - 1).append("\" height=\"")
                        .append(CELL).append("\"><title>").append(Html.text(entry.id())).append(": ").append(outcome)
                        .append("</title></rect>\n");
            }
        }
        html.append("</svg></div>\n");
    }

    static Optional<StoredCriterion> criterion(Entry entry, String id) {
        return entry.result().criteria().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static String cut(String title) {
        return title.length() > 24 ? title.substring(0, 23) + "…" : title;
    }
}
