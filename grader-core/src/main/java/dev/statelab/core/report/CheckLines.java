package dev.statelab.core.report;

import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.result.Finding;
import java.util.List;

/**
 * An offline check for editors, one line for each thing that is wrong, as compilers write it:
 * {@code FILE:LINE:COLUMN: error: MESSAGE}, or {@code note} for what was not judged. Where a line is not known it is 1.
 */
public final class CheckLines {

    private CheckLines() {}

    /**
     * The lines, each ended by a line feed; empty where nothing is wrong.
     *
     * @param otherwise the file that is named where a criterion fails for something that is in none
     */
    public static String render(OfflineCheck check, String otherwise) {
        StringBuilder lines = new StringBuilder();
        check.remarks().forEach(remark -> append(lines, remark.place(), severity(remark), remark.message()));
        for (Judged judged : check.criteria()) {
            if (judged.forecast().prediction() instanceof Prediction.Fails(Finding finding, _)) {
                Place place = judged.spots().isEmpty()
                        ? new Place(otherwise, 0, 0)
                        : judged.spots().getFirst().place();
                String what = judged.spots().isEmpty() ? "" : " (" + judged.spots().getFirst().what() + ")";
                append(lines, place, "error", judged.forecast().criterion().id() + ": expected " + finding.expected()
                        + ", found " + finding.found() + what);
            }
        }
        return lines.toString();
    }

    private static String severity(Remark remark) {
        return switch (remark.severity()) {
            case UNREADABLE, ERROR -> "error";
            case NOTE -> "note";
        };
    }

    private static void append(StringBuilder lines, Place place, String severity, String message) {
        String file = Printable.of(place.file());
        List<String> parts = List.of(file, Integer.toString(Math.max(1, place.line())),
                Integer.toString(Math.max(1, place.column())), " " + severity, " " + Printable.of(message));
        lines.append(String.join(":", parts)).append('\n');
    }
}
