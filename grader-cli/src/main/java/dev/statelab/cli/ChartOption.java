package dev.statelab.cli;

import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.helm.HelmCall;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --values}, {@code --set} and {@code --release}, for every command that takes charts. */
public final class ChartOption {

    @Option(names = {"-f",
        "--values"}, paramLabel = "FILE", description = "Values for a chart, as helm takes them. Can be given several times.")
    private List<Path> values = new ArrayList<>();

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "One value for a chart, as helm takes it. Can be given several times.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--release", paramLabel = "NAME", description = "The name of a chart's release; that of the chart's folder unless given.")
    private String release = "";

    @Option(names = "--trust-chart", description = "Take a chart that asks for what reaches beyond its namespace: objects of the whole cluster, or pods that could take over their node. Only for charts that you know.")
    private boolean trusted;

    /**
     * How the charts among some files are rendered and installed.
     *
     * @param paths as they were given
     * @throws GraderException when options are given for a chart, and none of the paths is one; or a release's name for
     *         several
     */
    public ChartOptions of(List<Path> paths) {
        long charts = paths.stream().filter(Chart::isOne).count();
        boolean any = !values.isEmpty() || !set.isEmpty() || !release.isEmpty() || trusted;
        if (any && charts == 0) {
            throw new GraderException(ExitCode.USAGE,
                    "--values, --set, --release and --trust-chart are for Helm charts; "
                            + (paths.isEmpty()
                                    ? "none is given."
                                    : "expected a folder with a Chart.yaml, found " + Text.line(String.join(", ",
                                            paths.stream().map(Path::toString).toList())) + "."));
        }
        if (!release.isEmpty() && charts > 1) {
            throw new GraderException(ExitCode.USAGE, "--release names one release, but there are " + charts
                    + " charts: leave it out, and each gets the name of its folder.");
        }
        return new ChartOptions(release, values, set);
    }

    public boolean isTrusted() {
        return trusted;
    }

    /**
     * Starts Helm beside whatever is done next, if a chart is given: it takes as long as to find out what a command line
     * asks for.
     *
     * @param commandLine as it was given
     */
    static void loadFor(String... commandLine) {
        if (Stream.of(commandLine).map(word -> word.substring(word.indexOf('=') + 1))
                .anyMatch(word -> new File(word, Chart.FILE).isFile())) {
            // What goes wrong there goes wrong again when the chart is rendered, and is told then.
            Thread.ofPlatform().daemon().name("helm").uncaughtExceptionHandler((_, _) -> {})
                    .start(HelmCall::prepare);
        }
    }
}
