package dev.statelab.cli.check;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.kube.apply.Chart;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.apply.ChartView;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.Manifests;
import dev.statelab.kube.release.PlannedRelease;
import dev.statelab.kube.release.PlannedRelease.NotPlanned;
import dev.statelab.kube.release.PlannedRelease.Planned;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** What is to be checked, read, and what is wrong with it before any of it is judged. */
final class CheckedFiles {

    private final String namespace;
    private final ChartOptions options;
    private final boolean trusted;
    private final boolean viewed;
    private final Beside beside;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Future<KubernetesObject>> charts = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    /**
     * @param trusted whether a chart may ask for what reaches beyond its namespace
     * @param viewed whether anybody wants to know {@link #charts()}
     */
    CheckedFiles(String namespace, ChartOptions options, boolean trusted, boolean viewed, Beside beside) {
        this.namespace = namespace;
        this.options = options;
        this.trusted = trusted;
        this.viewed = viewed;
        this.beside = beside;
    }

    /** @param in for {@link CheckCommand#STANDARD_INPUT} */
    void add(Path path, InputStream in) {
        if (Chart.isOne(path)) {
            chart(path);
            return;
        }
        switch (path.equals(CheckCommand.STANDARD_INPUT)
                ? Manifests.read(path, in)
                : Manifests.read(path, namespace)) {
            case Complete(List<Manifest> read) -> manifests.addAll(read);
            case Faulty(List<Problem> problems, List<Manifest> read) -> {
                remark(problems, Severity.UNREADABLE);
                manifests.addAll(read);
            }
        }
    }

    private void chart(Path path) {
        Chart.Rendering rendering = Chart.render(path, namespace, options);
        List<Future<KubernetesObject>> view = viewed
                ? List.of(beside.start(() -> ChartView.of(path, rendering, namespace, options)))
                : List.of();
        switch (PlannedRelease.plan(path, rendering, namespace, options, trusted)) {
            case Planned(PlannedRelease release) -> {
                manifests.addAll(release.asInstalled(namespace));
                charts.addAll(view);
            }
            case NotPlanned(List<Problem> problems, boolean hazardous, List<Manifest> read) -> {
                remark(problems, hazardous ? Severity.ERROR : Severity.UNREADABLE);
                manifests.addAll(read);
            }
        }
    }

    private void remark(List<Problem> problems, Severity severity) {
        for (Problem problem : problems) {
            remarks.add(new Remark(severity, new Place(problem.file().toString(), problem.line(), problem.column()),
                    problem.message()));
            if (severity == Severity.UNREADABLE) {
                unread.add(problem.file().toString());
            }
        }
    }

    List<Manifest> manifests() {
        return List.copyOf(manifests);
    }

    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** Files in which there may be anything. */
    List<String> unread() {
        return unread.stream().distinct().toList();
    }

    /** What is known of the charts: each is rendered many times for that, while the rest of the files is read. */
    List<KubernetesObject> charts() throws InterruptedException {
        List<KubernetesObject> known = new ArrayList<>();
        for (Future<KubernetesObject> chart : charts) {
            known.add(Beside.result(chart));
        }
        return known;
    }
}
