package dev.statelab.kube.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Charts with others in them that were installed through one connection, as they were given. Helm's record of a release holds
 * none of the charts that its chart depends on (helm, {@code pkg/chart/chart.go}: they are no field of its JSON).
 */
public final class GivenCharts {

    /** @param revision as Helm counts them */
    private record Release(String namespace, String name, String revision) {}

    private final Map<Release, ChartFiles> kept = new ConcurrentHashMap<>();

    /** Keeps a chart that has become a revision of a release; one that cannot be read is not kept. */
    void keep(String namespace, ReleaseOutcome.Released released, Path chart) {
        try {
            if (ChartFiles.hasCharts(chart)) {
                ChartFiles.of(chart).ifPresent(
                        files -> kept.put(new Release(namespace, released.name(), released.revision()), files));
            }
        } catch (IOException notRead) {
            kept.remove(new Release(namespace, released.name(), released.revision()));
        }
    }

    /** What a revision was installed from, where that is known. */
    Optional<ChartFiles> of(String namespace, StoredRelease release) {
        return Optional.ofNullable(
                kept.get(new Release(namespace, release.name(), Integer.toString(release.revision()))));
    }
}
