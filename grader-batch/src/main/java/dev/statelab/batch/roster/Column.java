package dev.statelab.batch.roster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a roster can say of a student. Only the id has to be there. */
public enum Column {
    STUDENT_ID, NAME, KUBECONFIG, CONTEXT, NAMESPACE, SUBMISSION;

    /** As it is written in a roster's first line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of that title. */
    public static Optional<Column> of(String title) {
        return Arrays.stream(values()).filter(column -> column.title().equals(title)).findFirst();
    }
}
