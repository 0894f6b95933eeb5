package dev.statelab.cli.batch;

import dev.statelab.batch.run.Workplaces;
import dev.statelab.batch.submission.Submission;
import dev.statelab.cli.OpenCluster;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Progress;
import dev.statelab.kube.KubeCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.LabPorts;

/** A lab cluster of its own for each student's files. They share nothing but images, ports and a certificate. */
public final class LabWorkplaces implements Workplaces, AutoCloseable {

    /** Of this process' memory, what the files of all clusters together may take. */
    private static final int PART_FOR_FILES = 4;
    private static final long LEAST_FOR_FILES = 2L << 20;

    private final LabPorts ports = new LabPorts();
    private final LabOptions options;

    /** @param atATime how many clusters there are at the same time, at most; they share the memory */
    public LabWorkplaces(int atATime) {
        long share = Runtime.getRuntime().maxMemory() / PART_FOR_FILES / atATime;
        this.options = LabOptions.defaults().withPorts(ports).withCapacity(Math.max(LEAST_FOR_FILES, share));
    }

    @Override
    public String namespaceFor(String wanted) {
        return wanted;
    }

    @Override
    public String server() {
        return "";
    }

    @Override
    public Submission admit(Submission handedIn, String wanted, String namespace) {
        return handedIn;
    }

    @Override
    public Opened open(String namespace) throws InterruptedException {
        return new Opened.Place(new LabWorkplace(OpenCluster.lab(namespace, options)));
    }

    @Override
    public void close() {
        ports.close();
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
