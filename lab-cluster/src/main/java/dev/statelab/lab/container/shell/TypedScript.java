package dev.statelab.lab.container.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A script that comes in over standard input: each command runs as soon as its lines are complete. */
final class TypedScript {

    private final Interpreter shell;
    private final boolean interactive;
    private final StringBuilder pending = new StringBuilder();

    /** @param interactive whether somebody types: with prompts, and mistakes do not end the shell */
    TypedScript(Interpreter shell, boolean interactive) {
        this.shell = shell;
        this.interactive = interactive;
    }

    int run() throws ShellError {
        if (interactive) {
            shell.traps().surviveInterrupts();
        }
        int status = 0;
        while (true) {
            prompt();
            String line = nextLine();
            if (shell.traps().takeInterrupt()) {
                pending.setLength(0);
            }
            pending.append(line);
            boolean over = line.isEmpty();
            if (over || !Parser.isIncomplete(pending.toString())) {
                String script = pending.toString();
                pending.setLength(0);
                status = run(script);
            }
            if (over) {
                return status;
            }
        }
    }

    private int run(String script) throws ShellError {
        if (!interactive) {
            return Scripts.run(shell, script);
        }
        try {
            return Scripts.run(shell, script);
        } catch (Jump.Interrupted _) {
            shell.traps().takeInterrupt();
            return fail(130);
        } catch (ShellError e) {
            shell.complain(e.complaint());
            return fail(2);
        }
    }

    private int fail(int status) {
        shell.state().setStatus(status);
        return status;
    }

    private void prompt() {
        if (interactive) {
            shell.streams().errorPrinter().print(pending.isEmpty() ? shell.prompt() : "> ");
            shell.streams().errorPrinter().flush();
        }
    }

    /** With its line feed; empty at the end. Nothing behind it is read: that may be for the command itself. */
    private String nextLine() throws ShellError {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = shell.streams().in();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                line.write(next);
                if (next == '\n') {
                    break;
                }
            }
        } catch (IOException e) {
            shell.process().checkAlive();
            throw new ShellError("cannot read standard input: " + e.getMessage());
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
