package dev.statelab.cli.batch;

import dev.statelab.batch.run.Workplaces;
import dev.statelab.cli.OpenCluster;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Progress;
import dev.statelab.kube.KubeCluster;

/** A lab cluster of its own for each student's files. */
final class LabWorkplaces implements Workplaces {

    @Override
    public Workplace open(String namespace) throws InterruptedException {
        return new LabWorkplace(OpenCluster.lab(namespace));
    }

    private record LabWorkplace(OpenCluster open) implements Workplace {

        @Override
        public KubeCluster cluster() {
            return open.cluster();
        }

        @Override
        public EvaluationOptions options(Progress progress) {
            return EvaluationOptions.live(progress).withSpeed(open.speed());
        }

        @Override
        public void close() {
            open.close();
        }
    }
}
