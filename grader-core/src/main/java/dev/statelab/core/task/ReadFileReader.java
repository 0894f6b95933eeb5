package dev.statelab.core.task;

import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.ReadFile;
import java.util.Set;

/** Reads {@code file}. */
final class ReadFileReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("pod", "container", "path", "timeout", "optional");

    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    ReadFileReader(ExpectationReader expectations, Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields file = step.fields(key, KEYS);
        file.require("pod");
        String written = file.text("path");
        if (!written.isEmpty() && !written.startsWith("/") && !written.startsWith("${")) {
            mistakes.add(file.place("path"), "a path that starts with '/'", "'" + written + "'");
        }
        return new ReadFile(
                expectations.template(file, "pod", names),
                expectations.template(file, "container", names),
                expectations.template(file, "path", names),
                file.duration("timeout", ExecReader.SHORTEST, ExecReader.TIMEOUT),
                file.flag("optional"));
    }
}
