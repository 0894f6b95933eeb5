package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a shell remembers from one command to the next; a subshell gets a copy. */
final class ShellState {

    /** The options that {@code set} changes. */
    enum Option {
        ERREXIT("e"), XTRACE("x"), NOUNSET("u"), NOGLOB("f"), NOEXEC("n"), VERBOSE("v"), ALLEXPORT("a"), PIPEFAIL("");

        private final String letter;

        Option(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }
    }

    private final Map<String, String> variables;
    private final Set<String> exported;
    private final Set<String> readOnly;
    private final Map<String, Node> functions;
    private final Set<Option> options;
    private final Map<String, String> traps;
    private final List<Child> jobs;
    private final Deque<Map<String, Optional<String>>> locals;
    private final int pid;
    private List<String> arguments;
    private String name;
    private String directory;
    private int status;

    private ShellState(Map<String, String> variables, Set<String> exported, Set<String> readOnly,
            Map<String, Node> functions, Set<Option> options, Deque<Map<String, Optional<String>>> locals,
            int pid, List<String> arguments, String name,
            String directory, int status) {
        this.variables = new TreeMap<>(variables);
        this.exported = new HashSet<>(exported);
        this.readOnly = new HashSet<>(readOnly);
        this.functions = new HashMap<>(functions);
        this.options = new HashSet<>(options);
        this.traps = new TreeMap<>();
        this.jobs = new ArrayList<>();
        this.locals = new ArrayDeque<>();
        locals.forEach(frame -> this.locals.add(new HashMap<>(frame)));
        this.pid = pid;
        this.arguments = arguments;
        this.name = name;
        this.directory = directory;
        this.status = status;
    }

    static ShellState fresh(Map<String, String> environment, int pid, String name, String directory) {
        ShellState state = new ShellState(environment, environment.keySet(), Set.of(), Map.of(), Set.of(),
                new ArrayDeque<>(), pid, List.of(), name, directory, 0);
        state.variables.put("IFS", " \t\n");
        state.variables.put("PWD", directory);
        state.variables.putIfAbsent("PS4", "+ ");
        return state;
    }

    /** Without the traps and jobs, which belong to the parent. */
    ShellState copy() {
        return new ShellState(variables, exported, readOnly, functions, options, locals, pid, arguments, name,
                directory, status);
    }

    Optional<String> variable(String variable) {
        return Optional.ofNullable(variables.get(variable));
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    void set(String variable, String value) throws ShellError {
        if (readOnly.contains(variable)) {
            throw new ShellError(variable + ": is read only");
        }
        variables.put(variable, value);
        if (options.contains(Option.ALLEXPORT)) {
            exported.add(variable);
        }
    }

    void unset(String variable) throws ShellError {
        if (readOnly.contains(variable)) {
            throw new ShellError(variable + ": is read only");
        }
        variables.remove(variable);
        exported.remove(variable);
    }

    void export(String variable) {
        exported.add(variable);
    }

    void unexport(String variable) {
        exported.remove(variable);
    }

    void makeReadOnly(String variable) {
        readOnly.add(variable);
    }

    /** The variables that commands get. */
    Map<String, String> exported() {
        Map<String, String> environment = new TreeMap<>(variables);
        environment.keySet().retainAll(exported);
        return environment;
    }

    void enterFunction() {
        locals.push(new HashMap<>());
    }

    void leaveFunction() {
        locals.pop().forEach((variable, value) -> value.ifPresentOrElse(old -> variables.put(variable, old),
                () -> variables.remove(variable)));
    }

    int functionDepth() {
        return locals.size();
    }

    /** Remembers the variable's value until the function ends. */
    void makeLocal(String variable) {
        locals.element().putIfAbsent(variable, variable(variable));
    }

    Map<String, Node> functions() {
        return functions;
    }

    Set<Option> options() {
        return options;
    }

    boolean has(Option option) {
        return options.contains(option);
    }

    /** Commands by the signal's name, {@code EXIT} among them. */
    Map<String, String> traps() {
        return traps;
    }

    Optional<String> trap(Signal signal) {
        return Optional.ofNullable(traps.get(signal.name()));
    }

    /** What runs in the background, the newest last. */
    List<Child> jobs() {
        return jobs;
    }

    /** The number that {@code $$} stands for, in subshells too. */
    int pid() {
        return pid;
    }

    List<String> arguments() {
        return arguments;
    }

    void setArguments(List<String> newArguments) {
        arguments = List.copyOf(newArguments);
    }

    String name() {
        return name;
    }

    void setName(String newName) {
        name = newName;
    }

    String directory() {
        return directory;
    }

    void setDirectory(String newDirectory) {
        directory = newDirectory;
    }

    int status() {
        return status;
    }

    void setStatus(int newStatus) {
        status = newStatus;
    }
}
