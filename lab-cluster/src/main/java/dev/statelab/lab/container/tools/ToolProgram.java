package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.files.FileProblem;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import java.io.IOException;

/** A tool as a program: native, so that as the first process it does not notice SIGTERM. */
record ToolProgram(Tool tool) implements Program {

    @Override
    public int run(Surroundings surroundings) throws InterruptedException {
        Call call = new Call(surroundings);
        try {
            return tool.run(call);
        } catch (UsageException e) {
            call.complain(e.complaint());
            return e.code();
        } catch (IOException e) {
            surroundings.checkAlive();
            call.complain(FileProblem.text(e));
            return 1;
        }
    }

    @Override
    public boolean endsOnTerminateAsFirst() {
        return false;
    }
}
