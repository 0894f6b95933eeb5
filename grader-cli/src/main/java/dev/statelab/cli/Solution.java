package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be deployed before grading.
 *
 * @param manifests in the order of the command line; may be none
 */
record Solution(List<Manifest> manifests) {

    Solution {
        manifests = List.copyOf(manifests);
    }

    /**
     * Reads files, folders and charts.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    static Solution read(List<Path> paths, String namespace) {
        List<Manifest> manifests = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : paths) {
            switch (Manifests.read(path, namespace)) {
                case Complete(List<Manifest> read) -> manifests.addAll(read);
                case Faulty(List<Problem> found, _) -> problems.addAll(found);
            }
        }
        if (!problems.isEmpty()) {
            throw new GraderException(ExitCode.USAGE, problems.stream()
                    .map(problem -> Text.line(problem.toString()))
                    .collect(joining("\n", "", "\nNothing was applied.")));
        }
        return new Solution(manifests);
    }
}
