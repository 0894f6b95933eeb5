package dev.statelab.kube.yaml;

import org.yaml.snakeyaml.error.Mark;

/** Leaves the reading of a document that is YAML, but none that can be turned into JSON. */
final class NotKubernetesYaml extends Exception {
    private final transient Mark mark;
    private final String problem;

    NotKubernetesYaml(Mark mark, String problem) {
        super(problem);
        this.mark = mark;
        this.problem = problem;
    }

    Mark mark() {
        return mark;
    }

    String problem() {
        return problem;
    }
}
