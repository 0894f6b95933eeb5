package dev.statelab.lab;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.http.ApiHttpServer;
import dev.statelab.lab.api.http.ApiPort;
import dev.statelab.lab.api.http.ClientLimits;
import dev.statelab.lab.api.http.ClusterCertificates;
import dev.statelab.lab.api.http.PortException;
import dev.statelab.lab.container.runtime.JavaContainers;
import dev.statelab.lab.controller.cronjob.CronJobController;
import dev.statelab.lab.controller.daemonset.DaemonSetController;
import dev.statelab.lab.controller.deployment.DeploymentController;
import dev.statelab.lab.controller.disruption.DisruptionController;
import dev.statelab.lab.controller.endpoints.EndpointsController;
import dev.statelab.lab.controller.garbage.GarbageCollector;
import dev.statelab.lab.controller.job.JobController;
import dev.statelab.lab.controller.namespace.NamespaceController;
import dev.statelab.lab.controller.replicaset.ReplicaSetController;
import dev.statelab.lab.controller.role.RoleAggregation;
import dev.statelab.lab.controller.statefulset.StatefulSetController;
import dev.statelab.lab.controller.volume.NodeDisk;
import dev.statelab.lab.controller.volume.Storage;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.kubelet.Kubelet;
import dev.statelab.lab.kubelet.Node;
import dev.statelab.lab.kubelet.NodeStorage;
import dev.statelab.lab.scheduler.Scheduler;
import dev.statelab.lab.state.LabFolder;
import dev.statelab.lab.state.StateException;
import dev.statelab.lab.time.LabClock;
import dev.statelab.lab.time.ScaledClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A simulated Kubernetes cluster with one node, in this process. Several can run at the same time; they share nothing but, where
 * they are told to, {@link LabPorts}.
 */
public final class LabCluster implements AutoCloseable {

    private static final int SECRET_BYTES = 24;

    private final OpenParts parts;
    private final ScaledClock clock;
    private final ApiServer api;
    private final ApiPort port;
    private final ClusterCertificates certificates;
    private final String token;

    private LabCluster(LabOptions options, OpenParts parts) {
        this.parts = parts;
        var folder = options.folder().map(LabFolder::kept).orElseGet(() -> LabFolder.temporary(options.capacity()));
        parts.add(folder::close);
        var saved = folder.savedObjects();
        this.clock = new ScaledClock(options.speed(), saved.at());
        parts.add(clock::close);
        this.api = ApiServer.start(clock, folder.store(saved, clock),
                folder.secret("token-key", LabCluster::newSecret), options.gates());
        parts.add(api::close);
        this.token = folder.secret("admin-token", LabCluster::newSecret);
        this.certificates = options.ports().map(LabPorts::certificates).orElseGet(
                () -> ClusterCertificates.of(folder.secret("authority.pem", ClusterCertificates::newAuthority)));
        var events = new EventRecorder(api, clock);
        startControllers(events);
        var disk = new NodeDisk(folder.disk(), folder::volume);
        var storage = new Storage(api, clock, events, disk, Node.DEFAULT.name(), options.provisioningDelay());
        parts.add(storage::close);
        var runtime = new JavaContainers(folder.containers(), options.images(), clock);
        parts.add(runtime::close);
        var kubelet = Kubelet.start(api, runtime, clock, events,
                new NodeStorage(storage, disk, folder.pods(), folder::volume), Node.DEFAULT);
        parts.add(kubelet::close);
        // After the kubelet, so that its first look finds the node.
        var scheduler = Scheduler.start(api, clock, events);
        parts.add(scheduler::close);
        this.port = options.ports().map(this::portOf).orElseGet(() -> portOfItsOwn(options.port()));
        var http = ApiHttpServer.start(port, api, kubelet.podAccess(), token, clock);
        parts.add(http::close);
    }

    private ApiPort portOf(LabPorts ports) {
        ApiPort taken = ports.take();
        parts.add(() -> ports.giveBack(taken));
        return taken;
    }

    private ApiPort portOfItsOwn(int number) {
        var realTime = ScaledClock.realTime();
        parts.add(realTime::close);
        ApiPort opened = ApiPort.open(certificates, ClientLimits.ofThisProcess(realTime), number);
        parts.add(opened::close);
        return opened;
    }

    /**
     * Starts a cluster; returns when it answers.
     *
     * @throws PortException when the port is taken
     * @throws StateException when the folder cannot be used
     */
    public static LabCluster start(LabOptions options) {
        var parts = new OpenParts();
        try {
            return new LabCluster(options, parts);
        } catch (RuntimeException failed) {
            parts.end();
            throw failed;
        }
    }

    private static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void startControllers(EventRecorder events) {
        api.ensure(Storage.defaultClass());
        var statefulSets = new StatefulSetController(api, clock, events);
        parts.add(statefulSets::close);
        var deployments = new DeploymentController(api, clock, events);
        parts.add(deployments::close);
        var replicaSets = new ReplicaSetController(api, clock, events);
        parts.add(replicaSets::close);
        var daemonSets = new DaemonSetController(api, clock, events);
        parts.add(daemonSets::close);
        var jobs = new JobController(api, clock, events);
        parts.add(jobs::close);
        var cronJobs = new CronJobController(api, clock, events);
        parts.add(cronJobs::close);
        var disruptions = new DisruptionController(api, clock);
        parts.add(disruptions::close);
        var endpoints = new EndpointsController(api, clock);
        parts.add(endpoints::close);
        var namespaces = new NamespaceController(api, clock, certificates.authority());
        parts.add(namespaces::close);
        var roles = new RoleAggregation(api, clock);
        parts.add(roles::close);
        var garbage = new GarbageCollector(api, clock);
        parts.add(garbage::close);
    }

    /** Where the API server answers: {@code https://127.0.0.1:PORT}. */
    public String url() {
        return port.url();
    }

    /** What {@code Authorization: Bearer} has to say; the bearer may do everything. */
    public String token() {
        return token;
    }

    /** The certificate, in PEM, of the authority that vouches for the API server. */
    public String certificateAuthority() {
        return certificates.authority();
    }

    /** The text of a kubeconfig file with one context, {@code lab}. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: lab
                clusters:
                  - name: lab
                    cluster:
                      server: %s
                      certificate-authority-data: %s
                users:
                  - name: lab
                    user:
                      token: %s
                contexts:
                  - name: lab
                    context:
                      cluster: lab
                      user: lab
                      namespace: default
                """.formatted(url(), base64(certificateAuthority()), token);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The API server itself, for code in this process; it asks for no token. */
    public Api api() {
        return api;
    }

    /** The cluster's clock: what creation times and events are measured by. */
    public LabClock clock() {
        return clock;
    }

    /** Ends everything: pods' processes, threads, sockets, files that are not to be kept. Takes at most 2 s. */
    @Override
    public void close() {
        parts.end();
    }
}
