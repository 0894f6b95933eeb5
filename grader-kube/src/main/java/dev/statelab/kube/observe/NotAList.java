package dev.statelab.kube.observe;

import java.util.regex.Pattern;

/** The API server answered a list with something else. */
final class NotAList extends Exception {

    /** What the JSON library says of itself, and of places in a stream that nobody has. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(" \\([^()]*\\[Source.*|, from `[^`]*`");

    NotAList(String what) {
        super(what);
    }

    String what() {
        return FOR_PROGRAMMERS.matcher(String.valueOf(getMessage()).lines().findFirst().orElse("")).replaceAll("");
    }
}
