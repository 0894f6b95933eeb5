package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Pipe;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import dev.statelab.lab.container.shell.Node.Branch;
import dev.statelab.lab.container.shell.Redirecting.RedirectionException;
import dev.statelab.lab.container.shell.ShellState.Option;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs what was read of a script, in one process. */
final class Interpreter {

    private final Surroundings process;
    private final ShellState state;
    private final Expander expander;
    private final Commands commands;
    private final Traps traps;
    private Streams streams;
    /** More than 0 where a failure is expected, so that {@code set -e} does not count it. */
    private int expectingFailure;
    private int substitutions;

    Interpreter(Surroundings process, ShellState state, Streams streams) {
        this.process = process;
        this.state = state;
        this.streams = streams;
        this.expander = new Expander(state, new Globbing(process.files()), this::output);
        this.commands = new Commands(this);
        this.traps = new Traps(this);
    }

    Surroundings process() {
        return process;
    }

    ShellState state() {
        return state;
    }

    Expander expander() {
        return expander;
    }

    Commands commands() {
        return commands;
    }

    Traps traps() {
        return traps;
    }

    Streams streams() {
        return streams;
    }

    void setStreams(Streams changed) {
        streams = changed;
    }

    void complain(String message) {
        streams.errorPrinter().println(baseName() + ": " + message);
    }

    /** {@code PS1}, or what busybox shows: the folder, and who is asked. */
    String prompt() {
        return state.variable("PS1")
                .orElseGet(() -> state.directory() + (process.user().uid() == 0 ? " # " : " $ "));
    }

    private String baseName() {
        String name = state.name();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Runs one piece of a script; its status. */
    int run(Node node) throws ShellError {
        process.checkAlive();
        traps.runPending();
        int status = switch (node) {
            case Node.Sequence(List<Node> nodes) -> runAll(nodes);
            case Node.Background(Node body) -> runInBackground(body);
            case Node.Both both -> runBoth(both);
            case Node.Not(Node body) -> runExpectingFailure(body) == 0 ? 1 : 0;
            case Node.Pipeline(List<Node> stages) -> checked(runPipeline(stages));
            case Node.Simple simple -> checked(commands.run(simple));
            case Node.Last(Node.Simple simple) -> checked(commands.runLast(simple));
            case Node.Redirected redirected -> runRedirected(redirected);
            case Node.Subshell(Node body) -> checked(runSubshell(body, streams));
            case Node.If choice -> runIf(choice);
            case Node.For loop -> runFor(loop);
            case Node.Loop loop -> runLoop(loop);
            case Node.Case choice -> runCase(choice);
            case Node.Function(String name, Node body) -> {
                state.functions().put(name, body);
                yield 0;
            }
        };
        state.setStatus(status);
        return status;
    }

    /** What {@code set -e} is about. */
    private int checked(int status) {
        state.setStatus(status);
        if (status != 0 && expectingFailure == 0 && state.has(Option.ERREXIT)) {
            throw new Jump.Exit(status);
        }
        return status;
    }

    private int runAll(List<Node> nodes) throws ShellError {
        int status = 0;
        for (Node node : nodes) {
            status = run(node);
        }
        return status;
    }

    private int runExpectingFailure(Node node) throws ShellError {
        expectingFailure++;
        try {
            return run(node);
        } finally {
            expectingFailure--;
        }
    }

    private int runBoth(Node.Both both) throws ShellError {
        int first = runExpectingFailure(both.first());
        return (first == 0) == both.onSuccess() ? run(both.second()) : first;
    }

    private int runIf(Node.If choice) throws ShellError {
        return runExpectingFailure(choice.condition()) == 0 ? run(choice.then()) : run(choice.otherwise());
    }

    private int runFor(Node.For loop) throws ShellError {
        List<String> values = loop.overArguments() ? state.arguments() : expander.fields(loop.words());
        int status = 0;
        for (String value : values) {
            state.set(loop.variable(), value);
            try {
                status = run(loop.body());
            } catch (Jump.OutOfLoops jump) {
                status = 0;
                if (!goesOn(jump)) {
                    break;
                }
            }
        }
        return status;
    }

    private int runLoop(Node.Loop loop) throws ShellError {
        int status = 0;
        try {
            while ((runExpectingFailure(loop.condition()) == 0) != loop.until()) {
                try {
                    status = run(loop.body());
                } catch (Jump.OutOfLoops jump) {
                    status = 0;
                    if (!goesOn(jump)) {
                        break;
                    }
                }
            }
        } catch (Jump.OutOfLoops jump) {
            goesOn(jump);
        }
        return status;
    }

    /** Whether the loop at hand goes on with its next round; throws when an outer loop is meant. */
    private static boolean goesOn(Jump.OutOfLoops jump) {
        if (!jump.endsHere()) {
            throw jump.outer();
        }
        return jump.goOnHere();
    }

    private int runCase(Node.Case choice) throws ShellError {
        String subject = expander.text(choice.subject());
        for (Branch branch : choice.branches()) {
            for (Word pattern : branch.patterns()) {
                if (Pattern.of(expander.pattern(pattern)).matches(subject)) {
                    return run(branch.body());
                }
            }
        }
        return 0;
    }

    private int runRedirected(Node.Redirected redirected) throws ShellError {
        Streams before = streams;
        try (Redirecting redirecting = Redirecting.open(streams, redirected.redirections(), expander, process.files(),
                state.directory())) {
            streams = redirecting.streams();
            return run(redirected.body());
        } catch (RedirectionException e) {
            complain(e.complaint());
            return checked(1);
        } finally {
            streams = before;
        }
    }

    /** Runs in a copy of this shell, in the same process. */
    private int runSubshell(Node body, Streams subshellStreams) {
        Interpreter subshell = new Interpreter(process, state.copy(), subshellStreams);
        subshell.expectingFailure = expectingFailure;
        Launch next;
        try {
            return subshell.runToEnd(() -> subshell.run(body));
        } catch (Jump.Replaced replaced) {
            next = replaced.launch();
        }
        return commands.await(process.start(next));
    }

    /** How many {@code $(…)} there have been. */
    int substitutions() {
        return substitutions;
    }

    private String output(Node script) {
        substitutions++;
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        OutputStream counted = new Substituted(process, buffer);
        state.setStatus(runSubshell(script, streams.with(1, counted)));
        return buffer.toString(StandardCharsets.UTF_8).replaceFirst("\n+\\z", "");
    }

    /** A shell's way from its first command to its last, EXIT trap included. */
    int runToEnd(Script script) {
        int status;
        try {
            status = script.run();
        } catch (Jump.Exit exit) {
            status = exit.status();
        } catch (Jump.Return exit) {
            status = exit.status();
        } catch (Jump.OutOfLoops _) {
            status = 0;
        } catch (Jump.Interrupted _) {
            status = Signal.INT.exitCode();
        } catch (ShellError e) {
            complain(e.complaint());
            status = 2;
        }
        return traps.runAtExit(status);
    }

    /** Something that a shell runs. */
    @FunctionalInterface
    interface Script {
        int run() throws ShellError;
    }

    private int runPipeline(List<Node> stages) {
        List<Child> children = new ArrayList<>();
        InputStream in = Streams.keptOpen(streams.in());
        for (int i = 0; i < stages.size(); i++) {
            boolean last = i == stages.size() - 1;
            Pipe pipe = new Pipe();
            OutputStream out = last ? Streams.keptOpen(streams.out()) : pipe.writer();
            children.add(fork(stages.get(i), in, out));
            in = pipe.reader();
        }
        int status = 0;
        int failed = 0;
        for (Child child : children) {
            status = commands.await(child);
            failed = status == 0 ? failed : status;
        }
        return state.has(Option.PIPEFAIL) ? failed : status;
    }

    private int runInBackground(Node body) {
        state.jobs().add(fork(body, InputStream.nullInputStream(), Streams.keptOpen(streams.out())));
        return 0;
    }

    private Child fork(Node node, InputStream in, OutputStream out) {
        return process.start(Fork.launch(this, node, in, out));
    }
}
