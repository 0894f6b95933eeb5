package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.files.FileProblem;
import dev.statelab.lab.container.process.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One call of a tool. */
record Call(Surroundings surroundings) {

    String name() {
        String called = surroundings.name();
        return called.substring(called.lastIndexOf('/') + 1);
    }

    List<String> arguments() {
        return surroundings.arguments();
    }

    PrintStream out() {
        return surroundings.out();
    }

    InputStream in() {
        return surroundings.in();
    }

    Path path(String text) {
        return surroundings.workingDirectory().resolve(text);
    }

    /** The file, or standard input for {@code -}. */
    InputStream open(String file) throws IOException {
        return file.equals("-") ? in() : Files.newInputStream(path(file));
    }

    BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Prints the message after the tool's name, on standard error. */
    void complain(String message) {
        surroundings.err().println(name() + ": " + message);
    }

    /** Prints what went wrong with a file; 1, the exit code for that. */
    int failed(String what, IOException e) {
        surroundings.checkAlive();
        complain(what + ": " + FileProblem.text(e));
        return 1;
    }
}
