package dev.statelab.kube.helm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Calls Helm, which works in processes of its own; they end with this one. */
public final class HelmCall {

    /** For one rendering, which takes milliseconds. */
    private static final Duration RENDERING = Duration.ofSeconds(20);

    private static final HelmProcesses PROCESSES = new HelmProcesses(
            Math.max(2, Runtime.getRuntime().availableProcessors()), HelmProcess::start);

    private HelmCall() {}

    /** False for a kind of machine that there is no Helm for; it would be looked for in the internet. */
    public static boolean isPossible() {
        return HelmProcess.packed().isPresent();
    }

    /** Starts Helm, which takes longer than to render a chart; calling it does so anyway. */
    public static void prepare() {
        PROCESSES.prepare();
    }

    /** Makes a start-up cache for Helm's processes, beside the grader's jars. */
    public static void train(HelmRequest request) throws IOException, InterruptedException {
        HelmProcess.train(request);
    }

    /**
     * Ends Helm where nothing is asked of it; the next request starts it again. A JVM that exits while it waits for a process
     * takes 0.3 s longer for it.
     */
    public static void rest() {
        PROCESSES.rest();
    }

    /**
     * Has a chart rendered, or looked at. An interruption does not stop it.
     *
     * @throws IllegalStateException with Helm's words when it refuses
     * @throws HelmEnded when it comes to no end
     */
    public static List<String> render(HelmRequest request) {
        return PROCESSES.render(request, RENDERING);
    }

    /**
     * Has something done on a cluster. An interruption ends Helm in the middle of it.
     *
     * @throws IllegalStateException with Helm's words when it refuses
     * @throws HelmEnded when it comes to no end
     */
    public static List<String> run(HelmRequest request, Duration longest) throws InterruptedException {
        return PROCESSES.run(request, longest);
    }
}
