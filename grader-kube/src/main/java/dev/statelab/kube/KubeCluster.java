package dev.statelab.kube;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.NamespacePresence.Exists;
import dev.statelab.kube.NamespacePresence.Missing;
import dev.statelab.kube.NamespacePresence.Unknown;
import dev.statelab.kube.apply.Applier;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.http.ApiResources;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import dev.statelab.kube.observe.ObservationLimits;
import dev.statelab.kube.observe.Observer;
import dev.statelab.kube.pod.Control;
import dev.statelab.kube.pod.Overload;
import dev.statelab.kube.pod.PodCommands;
import dev.statelab.kube.pod.PodLogs;
import dev.statelab.kube.pod.PodProxy;
import dev.statelab.kube.pod.PodRemoval;
import dev.statelab.kube.pod.Replicas;
import dev.statelab.kube.pod.SpecFields;
import dev.statelab.kube.release.GivenCharts;
import dev.statelab.kube.release.ReleasedCharts;
import dev.statelab.kube.release.Releases;
import io.fabric8.kubernetes.client.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster behind a Kubernetes API. Closing it ends all its feeds and requests within a second. */
public final class KubeCluster implements Cluster, AutoCloseable {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final ApiServer api;
    private final Observer observer;
    private final PodProxy proxy;
    private final PodRemoval removal;
    private final PodCommands commands;
    private final Replicas replicas;
    private final SpecFields fields;
    private final PodLogs logs;
    private final Applier applier;
    private final Releases releases;
    private final OwnNamespaces ownNamespaces;
    private final LostGround lostGround;
    private final Identification identification;

    private KubeCluster(ApiServer api, ObservationLimits limits, InstantSource clock, Control control) {
        this.api = api;
        ApiResources resources = new ApiResources(api, REQUEST_TIMEOUT);
        GivenCharts given = new GivenCharts();
        this.observer = new Observer(api, resources, new ReleasedCharts(api, given, REQUEST_TIMEOUT), limits, clock);
        Overload overload = new Overload(api, control);
        this.proxy = new PodProxy(api, overload);
        this.removal = new PodRemoval(api, REQUEST_TIMEOUT);
        this.commands = new PodCommands(api, overload);
        this.replicas = new Replicas(api, REQUEST_TIMEOUT);
        this.fields = new SpecFields(api, REQUEST_TIMEOUT);
        this.logs = new PodLogs(api, REQUEST_TIMEOUT);
        this.applier = new Applier(api, resources);
        this.releases = new Releases(api, resources, observer, given, REQUEST_TIMEOUT);
        this.ownNamespaces = new OwnNamespaces(api, REQUEST_TIMEOUT);
        this.lostGround = new LostGround(api, REQUEST_TIMEOUT);
        this.identification = new Identification(api, REQUEST_TIMEOUT);
    }

    /** The version of the Kubernetes client library, such as {@code fabric8 7.8.0}. */
    public static String clientVersion() {
        return "fabric8 " + Version.clientVersion();
    }

    /** Sends nothing yet. */
    public static KubeCluster open(Connection connection) {
        return open(connection, ObservationLimits.USUAL, InstantSource.system(), Control.ofThisMachine());
    }

    static KubeCluster open(Connection connection, ObservationLimits limits, InstantSource clock, Control control) {
        return new KubeCluster(new ApiServer(connection), limits, clock, control);
    }

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        return observer.observe(namespace, kinds);
    }

    @Override
    public PodAnswer send(PodRequest request) throws InterruptedException {
        return proxy.send(request);
    }

    @Override
    public PodDeletion deletePod(String namespace, String pod, String uid, Duration grace) throws InterruptedException {
        return removal.delete(namespace, pod, uid, grace);
    }

    @Override
    public CommandAnswer exec(Command command) throws InterruptedException {
        return commands.run(command);
    }

    @Override
    public Scaling scale(ScaleRequest request) throws InterruptedException {
        return replicas.scale(request);
    }

    @Override
    public Patching patch(PatchRequest request) throws InterruptedException {
        return fields.patch(request);
    }

    @Override
    public PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines)
            throws InterruptedException {
        return logs.tail(namespace, pod, container, previous, tailLines);
    }

    @Override
    public Optional<Cause> loss(String namespace, Set<String> nodes) throws InterruptedException {
        return lostGround.under(namespace, nodes);
    }

    /** Applies manifests to this cluster. */
    public Applier applier() {
        return applier;
    }

    /** Installs charts on this cluster. */
    public Releases releases() {
        return releases;
    }

    /** Makes and removes namespaces on this cluster. */
    public OwnNamespaces ownNamespaces() {
        return ownNamespaces;
    }

    public NamespacePresence namespace(String name) throws InterruptedException {
        return switch (get("api", "v1", "namespaces", name)) {
            case Answered answered when answered.isSuccess() -> new Exists();
            case Answered answered when answered.status() == 404 && answered.apiStatus().isPresent() -> new Missing();
            case Answered answered -> new Unknown(
                    api.refusal(new Permission("get", "", "namespaces", ""), answered.apiStatus()));
            case Lost(Cause cause) -> new Unknown(cause);
        };
    }

    /** Asks from where the API server may reach pods: the endpoints of the Service {@code kubernetes}. */
    public ApiServerAddresses apiServerAddresses() throws InterruptedException {
        return switch (get("api", "v1", "namespaces", "default", "endpoints", "kubernetes")) {
            case Answered answered when answered.isSuccess() -> new ApiServerAddresses.Known(
                    answered.json().path("subsets").findValuesAsText("ip").stream().distinct().toList());
            case Answered answered when answered.status() == 404 -> new ApiServerAddresses.Known(List.of());
            case Answered answered -> new ApiServerAddresses.Unknown(
                    api.refusal(new Permission("get", "", "endpoints", "default"), answered.apiStatus()));
            case Lost(Cause cause) -> new ApiServerAddresses.Unknown(cause);
        };
    }

    @Override
    public ClusterIdentity identity() throws InterruptedException {
        return identification.read();
    }

    private Reply get(String... path) throws InterruptedException {
        return api.get(api.url(path).build(), REQUEST_TIMEOUT);
    }

    @Override
    public void close() {
        observer.close();
        api.close();
    }
}
