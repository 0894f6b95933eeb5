package dev.statelab.kube.release;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Outlook.Prospect;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.kube.observe.Observer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at the pods of hooks while Helm waits for them. Helm waits until its time is over, also for an image that does not
 * exist; here a wait ends with what evaluations give up for, and with an image that could not be pulled several times. What
 * crashes is left to Helm: it may be tried again until it ends well. For one thread. Asks the cluster nothing before the first
 * hook is made.
 */
final class HookWatch implements AutoCloseable {

    private static final Set<String> PULLING_FAILED = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final int ENOUGH_PULLS = 3;

    private final Observer observer;
    private final String namespace;
    private final RelayNotes notes;
    private Optional<StateFeed> feed = Optional.empty();

    HookWatch(Observer observer, String namespace, RelayNotes notes) {
        this.observer = observer;
        this.namespace = namespace;
        this.notes = notes;
    }

    /** @throws StuckHooks when nothing more can come of them */
    void look() throws InterruptedException, StuckHooks {
        if (notes.hooks().isEmpty()) {
            return;
        }
        if (feed.isEmpty()) {
            feed = Optional.of(observer.observe(namespace, Set.of(ResourceKind.POD, ResourceKind.EVENT)));
        }
        ClusterState state = feed.get().current();
        List<KubernetesObject> pods = Relations.all(state, ResourceKind.POD).stream()
                .filter(pod -> !pod.isTerminating() && isOfHook(pod) && !hasRun(pod)).toList();
        Outlook outlook = Outlook.of(state, pods.stream());
        if (outlook.prospect() == Prospect.HOPELESS) {
            throw new StuckHooks(outlook.summary(), true);
        }
        List<Standing> pulls = outlook.standings().stream()
                .filter(standing -> PULLING_FAILED.contains(standing.reason())).toList();
        if (!pulls.isEmpty() && pods.stream().anyMatch(pod -> failures(state, pod) >= ENOUGH_PULLS)) {
            throw new StuckHooks(pulls.getFirst().toString(), false);
        }
    }

    private boolean isOfHook(KubernetesObject pod) {
        return Stream.concat(Stream.of(pod.name()), pod.json().at("/metadata/ownerReferences").valueStream()
                .map(owner -> owner.path("name").asText())).anyMatch(notes.hooks()::contains);
    }

    private static boolean hasRun(KubernetesObject pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> pod.json().path("status").path(list).valueStream())
                .anyMatch(container -> container.path("restartCount").asInt() > 0
                        || container.at("/state/terminated/exitCode").asInt() != 0);
    }

    private static int failures(ClusterState state, KubernetesObject pod) {
        return Relations.all(state, ResourceKind.EVENT).stream().map(KubernetesObject::json)
                .filter(event -> event.path("reason").asText().equals("Failed")
                        && event.path("message").asText().contains("pull")
                        && event.at("/involvedObject/uid").asText().equals(pod.uid()))
                .mapToInt(event -> event.path("count").asInt(1)).sum();
    }

    @Override
    public void close() {
        feed.ifPresent(StateFeed::close);
    }
}
