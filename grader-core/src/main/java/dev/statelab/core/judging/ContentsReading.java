package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.ClaimContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads what is on the claims that ready pods have mounted, by one command for each, all at the same time. What cannot be
 * read is not known, and nobody is judged by it.
 */
final class ContentsReading {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final ClusterState state;
    private final Duration longest;

    ContentsReading(Cluster cluster, ClusterState state) {
        this(cluster, state, LONGEST);
    }

    /** @param longest how long all of it may take */
    ContentsReading(Cluster cluster, ClusterState state, Duration longest) {
        this.cluster = cluster;
        this.state = state;
        this.longest = longest;
    }

    /**
     * Where a claim is mounted.
     *
     * @param path absolute, in the container
     */
    private record Mount(KubernetesObject claim, String pod, String container, String path) {}

    /** In the order of the claims' names, without those on which nothing is that could be compared. */
    List<ClaimContents> read() throws InterruptedException {
        List<Callable<ClaimContents>> readings = Relations.all(state, ResourceKind.CLAIM).stream()
                .flatMap(claim -> mount(claim).stream()).limit(Limits.CLAIMS)
                .<Callable<ClaimContents>>map(mount -> () -> contents(mount)).toList();
        List<ClaimContents> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ClaimContents> reading : threads.invokeAll(readings, longest.toMillis(),
                    TimeUnit.MILLISECONDS)) {
                switch (reading.state()) {
                    case SUCCESS -> read.add(reading.resultNow());
                    case FAILED -> throw new IllegalStateException(reading.exceptionNow());
                    case CANCELLED, RUNNING -> {
                    }
                }
            }
        }
        return read.stream().filter(contents -> !contents.files().isEmpty()).toList();
    }

    private ClaimContents contents(Mount mount) throws InterruptedException {
        Command command = new Command(state.namespace(), mount.pod(), mount.container(),
                FileDigests.command(mount.path(), longest), Limits.CLAIM_LIST, longest);
        List<String> files = switch (cluster.exec(command)) {
            case CommandAnswer.Ended ended -> FileDigests.read(ended.stdout().text());
            case CommandAnswer.NotStarted _,CommandAnswer.NotRunning _,CommandAnswer.NoEnd _,CommandAnswer.Unknown _ ->
                List.of();
        };
        return new ClaimContents(Limits.cut(mount.claim().name(), Limits.TEXT),
                Limits.cut(mount.claim().uid(), Limits.TEXT), files);
    }

    private Optional<Mount> mount(KubernetesObject claim) {
        return claim.isTerminating() || !claim.json().at("/status/phase").asText().equals("Bound")
                ? Optional.empty()
                : Relations.all(state, ResourceKind.POD).stream().filter(Relations::isReady)
                        .flatMap(pod -> mounts(claim, pod)).findFirst();
    }

    /** A pod without a claim's volume has no volume of that name either. */
    private static Stream<Mount> mounts(KubernetesObject claim, KubernetesObject pod) {
        JsonNode spec = pod.json().path("spec");
        List<String> volumes = Relations.stream(spec.path("volumes"))
                .filter(volume -> volume.at("/persistentVolumeClaim/claimName").asText().equals(claim.name()))
                .map(volume -> volume.path("name").asText()).toList();
        return Relations.stream(spec.path("containers"))
                .flatMap(container -> Relations.stream(container.path("volumeMounts"))
                        .filter(mount -> volumes.contains(mount.path("name").asText()))
                        .map(mount -> mount.path("mountPath").asText()).filter(path -> path.startsWith("/"))
                        .map(path -> new Mount(claim, pod.name(), container.path("name").asText(), path)));
    }
}
