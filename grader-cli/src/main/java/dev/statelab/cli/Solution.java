package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import dev.statelab.kube.release.PlannedRelease;
import dev.statelab.kube.release.PlannedRelease.NotPlanned;
import dev.statelab.kube.release.PlannedRelease.Planned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be deployed before grading: manifests first.
 *
 * @param manifests in the order of the command line; may be none
 * @param charts in the order of the command line; may be none
 */
record Solution(List<Manifest> manifests, List<PlannedRelease> charts) {

    Solution {
        manifests = List.copyOf(manifests);
        charts = List.copyOf(charts);
    }

    /**
     * Reads files, folders and charts.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    static Solution read(List<Path> paths, String namespace, ChartOption options) {
        List<Manifest> manifests = new ArrayList<>();
        List<PlannedRelease> charts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        boolean hazardous = false;
        for (Path path : paths) {
            if (Chart.isOne(path)) {
                switch (PlannedRelease.plan(path, namespace, options.of(paths), options.isTrusted())) {
                    case Planned(PlannedRelease release) -> charts.add(release);
                    case NotPlanned(List<Problem> found, boolean asksForMuch, var _) -> {
                        problems.addAll(found);
                        hazardous = hazardous || asksForMuch;
                    }
                }
            } else {
                switch (Manifests.read(path, namespace)) {
                    case Complete(List<Manifest> read) -> manifests.addAll(read);
                    case Faulty(List<Problem> found, _) -> problems.addAll(found);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new GraderException(ExitCode.USAGE, problems.stream()
                    .map(problem -> Text.line(problem.toString()))
                    .collect(joining("\n", "", "\nNothing was applied."
                            + (hazardous ? " Whoever knows the chart can allow that by --trust-chart." : ""))));
        }
        return new Solution(manifests, charts);
    }
}
