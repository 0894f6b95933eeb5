package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** A copy of a shell that runs a part of the script as a process of its own. */
record Fork(ShellState state, Node node, Streams streams) implements Program {

    static Launch launch(Interpreter parent, Node node, InputStream in, OutputStream out) {
        ShellState state = parent.state().copy();
        Fork fork = new Fork(state, node, parent.streams());
        return new Launch(fork, state.name(), List.of(), Map.of(), state.directory(), in, out,
                Streams.keptOpen(parent.streams().err()));
    }

    @Override
    public int run(Surroundings process) throws Exception {
        Streams own = streams.with(0, process.in()).with(1, process.out()).with(2, process.err());
        Interpreter interpreter = new Interpreter(process, state, own);
        Launch next;
        try {
            return interpreter.runToEnd(() -> interpreter.run(node));
        } catch (Jump.Replaced replaced) {
            next = replaced.launch();
        }
        return process.become(next);
    }
}
