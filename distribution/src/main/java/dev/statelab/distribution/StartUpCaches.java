package dev.statelab.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of typical runs, loaded and linked, in files that the JVM maps at its start (JEP 483 and 514): one for
 * {@code check}, which has to be quick, and one for everything else, as it takes longer to map more. They fit the runtime, jars
 * and options that they were made with, wherever they are unpacked; they do not fit jars with other times or sizes, and then the
 * JVM goes without. They hold no notes of what was worth compiling (JEP 515): a short run has too little time to compile it, and
 * an evaluation takes a tenth less processor time without. The runs make what is beside the jars, too: a cache for Helm's
 * processes, and the tasks' expressions.
 */
final class StartUpCaches {

    private StartUpCaches() {}

    /**
     * Runs the grader of a package.
     *
     * @param home the package, in which nothing may change any more but for the caches
     * @param solution of task-02
     * @param chart that solves lab-14
     */
    static void train(Path home, Path solution, Path chart) throws IOException, InterruptedException {
        for (String cache : List.of("grader", "check")) {
            Path file = home.resolve("app/" + cache + ".aot");
            Path log = home.resolveSibling("training-" + cache + ".log");
            Process training = new ProcessBuilder(home.resolve("runtime/bin/java").toString(),
                    "@" + home.resolve("app/jvm.options"), "-XX:AOTCacheOutput=" + file, "-Dstatelab.home=" + home,
                    "-cp", home.resolve("app/grader.jar").toString(), "dev.statelab.cli.WarmUp", cache,
                    solution.toString(), chart.toString())
                    .redirectOutput(log.toFile()).redirectErrorStream(true).start();
            if (training.waitFor() != 0 || !Files.exists(file)) {
                throw new IOException("No start-up cache was made: see " + log);
            }
        }
    }
}
