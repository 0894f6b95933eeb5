package dev.statelab.kube.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Lays the lines of a rendered document beside those of its template, in order, so that as many as possible fit. */
final class Alignment {

    /** A document of more lines is not laid beside anything: the work grows with the square. */
    private static final int MOST_LINES = 2_000;

    private final List<String> rendered;
    private final List<TemplateLine> template;
    private final int[][] best;

    private Alignment(List<String> rendered, List<TemplateLine> template) {
        this.rendered = rendered;
        this.template = template;
        this.best = new int[rendered.size() + 1][template.size() + 1];
        for (int i = rendered.size() - 1; i >= 0; i--) {
            for (int j = template.size() - 1; j >= 0; j--) {
                best[i][j] = Math.max(Math.max(best[i + 1][j], best[i][j + 1]), with(i, j));
            }
        }
    }

    /**
     * The line that each rendered line comes from, in the document of the template that fits best; none where two fit
     * equally well.
     */
    static List<Optional<TemplateLine>> best(List<String> rendered, List<List<TemplateLine>> documents) {
        List<Alignment> alignments = rendered.size() > MOST_LINES
                ? List.of()
                : documents.stream().filter(document -> document.size() <= MOST_LINES)
                        .map(document -> new Alignment(rendered, document)).toList();
        int most = alignments.stream().mapToInt(Alignment::score).max().orElse(0);
        List<Alignment> fitting = alignments.stream().filter(alignment -> alignment.score() == most).toList();
        return fitting.size() == 1 && most > 0
                ? fitting.getFirst().lines()
                : Collections.nCopies(rendered.size(), Optional.empty());
    }

    private int score() {
        return best[0][0];
    }

    private int with(int i, int j) {
        int likeness = template.get(j).likeness(rendered.get(i));
        return likeness == 0 ? 0 : likeness + best[i + 1][j + 1];
    }

    private List<Optional<TemplateLine>> lines() {
        List<Optional<TemplateLine>> lines = new ArrayList<>();
        int j = 0;
        for (int i = 0; i < rendered.size(); i++) {
            while (j < template.size() && best[i][j] == best[i][j + 1]) {
                j++;
            }
            boolean fits = j < template.size() && best[i][j] > 0 && best[i][j] == with(i, j);
            lines.add(fits ? Optional.of(template.get(j)) : Optional.empty());
            j += fits ? 1 : 0;
        }
        return lines;
    }
}
