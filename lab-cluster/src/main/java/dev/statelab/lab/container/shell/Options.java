package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.shell.ShellState.Option;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code set -eux} and {@code set -o errexit} change. */
final class Options {

    private Options() {}

    /**
     * @param letters with the leading {@code -} or {@code +}
     * @param name what follows an {@code o}
     * @return false when there is no such option
     */
    static boolean set(ShellState state, String letters, String name) {
        boolean on = letters.startsWith("-");
        for (int i = 1; i < letters.length(); i++) {
            String letter = letters.substring(i, i + 1);
            Optional<Option> option = letter.equals("o")
                    ? Arrays.stream(Option.values()).filter(o -> o.name().equals(name.toUpperCase(Locale.ROOT)))
                            .findFirst()
                    : Arrays.stream(Option.values()).filter(o -> o.letter().equals(letter)).findFirst();
            if (option.isEmpty()) {
                return false;
            }
            if (on) {
                state.options().add(option.get());
            } else {
                state.options().remove(option.get());
            }
        }
        return true;
    }
}
