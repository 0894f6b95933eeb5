package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.Node.Assignment;
import dev.statelab.lab.container.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words of the form {@code name=value}. */
final class Assignments {

    private Assignments() {}

    static boolean isName(String text) {
        return !text.isEmpty() && WordReader.isNameStart(text.charAt(0))
                && text.chars().allMatch(c -> WordReader.isNamePart((char) c));
    }

    static Optional<Assignment> read(Word word) {
        if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Text first) || first.quoted()) {
            return Optional.empty();
        }
        int equals = first.text().indexOf('=');
        if (equals < 0 || !isName(first.text().substring(0, equals))) {
            return Optional.empty();
        }
        List<Part> value = new ArrayList<>(word.parts());
        value.set(0, new Part.Text(first.text().substring(equals + 1), false));
        return Optional.of(new Assignment(first.text().substring(0, equals), new Word(value)));
    }
}
