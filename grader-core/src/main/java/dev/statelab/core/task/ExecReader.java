package dev.statelab.core.task;

import dev.statelab.core.expression.Template;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Exec;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads {@code exec}. */
final class ExecReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("pod", "container", "command", "timeout", "required");
    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    ExecReader(ExpectationReader expectations, Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields exec = step.fields(key, KEYS);
        exec.require("pod");
        exec.require("command");
        List<Template> command = expectations.templates(exec, "command", names);
        if (exec.find("command").isPresent() && command.isEmpty()) {
            mistakes.add(exec.place("command"), "a list with the program and its arguments", "none");
        }
        return new Exec(
                expectations.template(exec, "pod", names),
                expectations.template(exec, "container", names),
                command,
                exec.duration("timeout", SHORTEST, TIMEOUT),
                exec.flag("required"));
    }
}
