package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A namespace for one test, which goes with it, and what happens in it. */
final class Namespace implements AutoCloseable {

    private final ClusterUnderTest cluster;
    private final String name;
    private final Deque<Journal<?>> journals = new ArrayDeque<>();

    private Namespace(ClusterUnderTest cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    static Namespace create(ClusterUnderTest cluster) {
        String name = "statelab-contract-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        cluster.client().namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(name)
                .addToLabels("app.kubernetes.io/managed-by", "statelab-contract").endMetadata().build()).create();
        return new Namespace(cluster, name);
    }

    String name() {
        return name;
    }

    ClusterUnderTest cluster() {
        return cluster;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    /** Creates an object in this namespace, and returns what the API server made of it. */
    <T extends HasMetadata> T create(T object) {
        return client().resource(object).inNamespace(name).create();
    }

    /** A client for the StatefulSet of this name. */
    RollableScalableResource<StatefulSet> statefulSet(String of) {
        return client().apps().statefulSets().inNamespace(name).withName(of);
    }

    /** Everything that happens to pods from now on; what is there comes first. */
    Journal<Pod> pods() {
        return journal(client().pods());
    }

    /** The endpoints of a slice; none is null in the answer of an API server. */
    static List<Endpoint> endpoints(EndpointSlice slice) {
        return slice.getEndpoints() == null ? List.of() : slice.getEndpoints();
    }

    /** The slice that has this number of endpoints, all of them ready, as soon as there is one. */
    EndpointSlice readyEndpoints(int count) {
        return journal(client().discovery().v1().endpointSlices())
                .untilOne(count + " ready endpoints", slice -> endpoints(slice).size() == count
                        && endpoints(slice).stream().allMatch(endpoint -> endpoint.getConditions().getReady()));
    }

    Journal<PersistentVolumeClaim> claims() {
        return journal(client().persistentVolumeClaims());
    }

    Journal<StatefulSet> statefulSets() {
        return journal(client().apps().statefulSets());
    }

    Journal<Event> events() {
        return journal(client().v1().events());
    }

    <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>> Journal<T> journal(
            MixedOperation<T, L, R> kind) {
        Journal<T> journal = Journal.begin(cluster.patience(), kind.inNamespace(name));
        journals.push(journal);
        return journal;
    }

    /** Sends a request to a pod's application as the grader does. */
    PodAnswer send(String method, String pod, int port, String path, String body) throws InterruptedException {
        return cluster.grader().send(new PodRequest(name, new Target.Pod(pod), port, method, path,
                Map.of("Content-Type", "text/plain; charset=utf-8"), body, Duration.ofSeconds(10)));
    }

    /** The body of a successful answer to a request that the grader sends. */
    String body(String method, String pod, int port, String path, String body) throws InterruptedException {
        PodAnswer answer = send(method, pod, port, path, body);
        assertThat(answer).isInstanceOfSatisfying(PodAnswer.Answered.class,
                answered -> assertThat(answered.status()).isBetween(200, 299));
        return ((PodAnswer.Answered) answer).body();
    }

    @Override
    public void close() {
        journals.forEach(Journal::close);
        client().namespaces().withName(name).delete();
    }
}
