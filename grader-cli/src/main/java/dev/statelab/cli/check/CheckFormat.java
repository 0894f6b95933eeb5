package dev.statelab.cli.check;

import dev.statelab.cli.Screen;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.report.CheckJson;
import dev.statelab.core.report.CheckLines;
import dev.statelab.core.report.CheckText;

/** The values of {@code --format}. */
enum CheckFormat {
    text, json, lines;

    /** @param first the first path that was given */
    String render(OfflineCheck check, Screen screen, String first) {
        return switch (this) {
            case text -> CheckText.render(check, screen.textOptions());
            case json -> CheckJson.render(check);
            case lines -> CheckLines.render(check, first);
        };
    }
}
