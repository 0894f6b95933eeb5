package dev.statelab.lab.container.tools;

import java.io.IOException;

/** A command of {@code /bin}, as busybox has it. */
@FunctionalInterface
interface Tool {

    /**
     * @return the exit code
     * @throws IOException what is to be printed after the command's name, with exit code 1
     */
    int run(Call call) throws IOException, InterruptedException, UsageException;
}
