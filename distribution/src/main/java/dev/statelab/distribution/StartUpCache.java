package dev.statelab.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classes of a typical run, loaded and linked, in a file that the JVM maps at its start (JEP 483 and 514). It
 * fits the runtime, jars and options that it was made with, wherever they are unpacked; it does not fit jars with other
 * times or sizes, and then the JVM goes without. It holds no notes of what was worth compiling (JEP 515): a short run has too
 * little time to compile it, and an evaluation takes a tenth less processor time without. The run makes one for Helm's processes
 * too, which is beside the jars.
 */
final class StartUpCache {

    private StartUpCache() {}

    /**
     * Runs the grader of a package once.
     *
     * @param home the package, in which nothing may change any more but for the caches
     * @param solution of task-02
     * @param chart that solves lab-14
     */
    static void train(Path home, Path solution, Path chart) throws IOException, InterruptedException {
        Path log = home.resolveSibling("training.log");
        Process training = new ProcessBuilder(home.resolve("runtime/bin/java").toString(),
                "@" + home.resolve("app/jvm.options"),
                "-XX:AOTCacheOutput=" + home.resolve("app/grader.aot"),
                "-Dstatelab.home=" + home, "-cp", home.resolve("app/grader.jar").toString(),
                "dev.statelab.cli.WarmUp", solution.toString(), chart.toString())
                .redirectOutput(log.toFile()).redirectErrorStream(true).start();
        if (training.waitFor() != 0 || !Files.exists(home.resolve("app/grader.aot"))) {
            throw new IOException("No start-up cache was made: see " + log);
        }
    }
}
