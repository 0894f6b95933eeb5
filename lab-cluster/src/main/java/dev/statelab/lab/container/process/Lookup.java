package dev.statelab.lab.container.process;

import java.nio.file.Path;
import java.util.List;

/** What a command's name led to. */
public sealed interface Lookup {

    /**
     * @param leadingArguments those that come before the command's own: a script's path, for its interpreter
     */
    record Found(Program program, List<String> leadingArguments) implements Lookup {

        public Found {
            leadingArguments = List.copyOf(leadingArguments);
        }
    }

    /** A file that may be executed and is no program: a shell takes it for a script. */
    record Text(Path file) implements Lookup {}

    record NotFound() implements Lookup {}

    /** The file is there and may not be executed. */
    record NotPermitted() implements Lookup {}
}
