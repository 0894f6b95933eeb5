package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts read so far; characters of one kind become one text. */
final class WordParts {

    private final List<Part> done = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean textQuoted;

    void plain(char c) {
        literal(c, false);
    }

    void quoted(char c) {
        literal(c, true);
    }

    void literal(char c, boolean quoted) {
        if (textQuoted != quoted) {
            finishText();
            textQuoted = quoted;
        }
        text.append(c);
    }

    /** Quoted text, which counts also when it is empty. */
    void quotedText(String quoted) {
        finishText();
        done.add(new Part.Text(quoted, true));
    }

    void add(Part part) {
        finishText();
        done.add(part);
    }

    private void finishText() {
        if (!text.isEmpty()) {
            done.add(new Part.Text(text.toString(), textQuoted));
            text.setLength(0);
        }
    }

    Word word() {
        finishText();
        return new Word(done);
    }
}
