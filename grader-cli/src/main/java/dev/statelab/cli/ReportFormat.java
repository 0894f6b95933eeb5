package dev.statelab.cli;

import dev.statelab.core.report.JUnitReport;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.report.TextReport;
import dev.statelab.core.result.Evaluation;

/** The values of {@code --format}. */
enum ReportFormat {
    text, json, junit;

    String render(Evaluation evaluation, Screen screen) {
        return switch (this) {
            case text -> TextReport.render(evaluation, screen.textOptions());
            case json -> JsonReport.render(evaluation);
            case junit -> JUnitReport.render(evaluation);
        };
    }
}
