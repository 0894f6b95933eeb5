package dev.statelab.lab.container.shell;

import java.util.ArrayList;
import java.util.List;

/** The fields that a word becomes, while they are put together. A field is a pattern: what was quoted is escaped. */
final class Fields {

    private final List<String> done = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean started;
    private boolean afterBlank;

    /** Adds text as it stands. */
    void quoted(String text) {
        current.append(Pattern.escape(text));
        started = true;
        afterBlank = false;
    }

    /** Adds text whose special characters make a pattern. */
    void plain(String text) {
        if (!text.isEmpty()) {
            current.append(text.replace("\\", "\\\\"));
            started = true;
            afterBlank = false;
        }
    }

    /** Adds the value of something unquoted, split where a separator is. */
    void split(String value, String separators) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (separators.indexOf(c) < 0) {
                plain(String.valueOf(c));
            } else if (Character.isWhitespace(c)) {
                if (started) {
                    end();
                    afterBlank = true;
                }
            } else if (afterBlank) {
                afterBlank = false;
            } else {
                end();
            }
        }
    }

    /** Ends the field at hand, also an empty one. */
    void end() {
        done.add(current.toString());
        current.setLength(0);
        started = false;
    }

    void endIfStarted() {
        if (started) {
            end();
        }
    }

    List<String> all() {
        endIfStarted();
        return List.copyOf(done);
    }
}
