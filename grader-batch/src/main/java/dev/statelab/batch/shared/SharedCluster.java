package dev.statelab.batch.shared;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.run.Workplaces;
import dev.statelab.batch.submission.Submission;
import dev.statelab.batch.submission.Submission.Empty;
import dev.statelab.batch.submission.Submission.Refused;
import dev.statelab.batch.submission.Submission.ToDeploy;
import dev.statelab.batch.submission.Submission.ToInstall;
import dev.statelab.batch.submission.Submission.Unreadable;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Progress;
import dev.statelab.kube.ApiServerAddresses;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.apply.ApplyOutcome;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.Manifest;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A namespace of its own for each student's files, on one cluster for all. In it Pod Security {@code baseline} is
 * enforced, the number of objects is limited, and nothing is reached but the namespace itself and DNS; nothing reaches it
 * but the namespace itself and the API server, whose proxy the grader asks applications by.
 *
 * <p>Processor time and memory are not limited: that would write limits into pods whose authors wrote none.
 */
public final class SharedCluster implements Workplaces {

    private static final Path ORIGIN = Path.of("statelab");
    private static final Map<String, String> LABELS = Map.of("pod-security.kubernetes.io/enforce", "baseline",
            "pod-security.kubernetes.io/enforce-version", "latest");
    private static final Map<String, String> QUOTA = Map.of("pods", "50", "persistentvolumeclaims", "50",
            "requests.storage", "20Gi", "services", "20", "services.nodeports", "0", "services.loadbalancers", "0",
            "configmaps", "50", "secrets", "50", "count/jobs.batch", "50");
    private static final int DNS = 53;

    private final KubeCluster cluster;
    private final double speed;
    private final String name;
    private final RandomGenerator random;
    private final Set<String> leftBehind = ConcurrentHashMap.newKeySet();

    /**
     * @param speed how many seconds pass in the cluster while one passes here
     * @param name of the API server, for people and to tell it from others
     * @param random makes the names of namespaces
     */
    public SharedCluster(KubeCluster cluster, double speed, String name, RandomGenerator random) {
        this.cluster = cluster;
        this.speed = speed;
        this.name = name;
        this.random = random;
    }

    @Override
    public String namespaceFor(String wanted) {
        String shortened = wanted.length() > 40 ? wanted.substring(0, 40) : wanted;
        return "statelab-" + shortened + "-" + HexFormat.of().toHexDigits(random.nextInt());
    }

    @Override
    public String server() {
        return name;
    }

    @Override
    public Submission admit(Submission handedIn, String wanted, String namespace) {
        return switch (handedIn) {
            case Empty _,Refused _,Unreadable _ -> handedIn;
            case ToDeploy(List<Manifest> manifests, Map<String, String> named) -> {
                Admission.Looked looked = Admission.of(manifests, wanted, namespace);
                yield looked.problems().isEmpty()
                        ? new ToDeploy(looked.manifests(), named)
                        : new Refused(looked.problems());
            }
            // Helm shows a chart's hooks to nobody, so nobody can say what they would do there.
            case ToInstall _ -> new Refused(List.of("expected manifests, found a chart, which is not installed on a"
                    + " cluster that others share; it is on a lab cluster of its own"));
        };
    }

    @Override
    public Opened open(String namespace) throws InterruptedException {
        return switch (cluster.apiServerAddresses()) {
            case ApiServerAddresses.Unknown(Cause cause) -> new Opened.Not(cause);
            case ApiServerAddresses.Known(List<String> addresses) -> {
                Optional<Cause> problem = cluster.ownNamespaces().create(namespace, LABELS);
                if (problem.isPresent()) {
                    yield new Opened.Not(problem.get());
                }
                yield guarded(new Own(namespace), addresses);
            }
        };
    }

    /** Namespaces that could not be removed. */
    public Set<String> leftBehind() {
        return Set.copyOf(leftBehind);
    }

    private Opened guarded(Own place, List<String> addresses) throws InterruptedException {
        boolean open = false;
        try {
            ApplyReport report = cluster.applier().apply(List.of(quota(), policy(addresses)), place.namespace);
            Optional<Cause> problem = report.entries().stream().flatMap(entry -> problem(entry).stream()).findFirst();
            open = problem.isEmpty();
            return open ? new Opened.Place(place) : new Opened.Not(problem.get());
        } finally {
            if (!open) {
                place.close();
            }
        }
    }

    private static Optional<Cause> problem(ApplyReport.Entry entry) {
        return switch (entry.outcome()) {
            case ApplyOutcome.Applied _ -> Optional.empty();
            case ApplyOutcome.Unknown(Cause cause) -> Optional.of(cause);
            case ApplyOutcome.Refused _,ApplyOutcome.NotSent _ ->
                Optional.of(new Cause(Cause.Reason.SERVER_ERROR, entry.toString()));
        };
    }

    private static Manifest quota() {
        ObjectNode quota = object("v1", "ResourceQuota");
        ObjectNode hard = quota.putObject("spec").putObject("hard");
        QUOTA.forEach(hard::put);
        return Manifest.of(new KubernetesObject(quota), ORIGIN);
    }

    /** Every pod: in from the namespace itself and from where the API server's proxy may come from, out to it and DNS. */
    private static Manifest policy(List<String> apiServer) {
        ObjectNode policy = object("networking.k8s.io/v1", "NetworkPolicy");
        ObjectNode spec = policy.putObject("spec");
        spec.putObject("podSelector");
        spec.putArray("policyTypes").add("Ingress").add("Egress");
        ArrayNode from = spec.putArray("ingress").addObject().putArray("from");
        from.addObject().putObject("podSelector");
        system(from.addObject());
        apiServer.forEach(address -> from.addObject().putObject("ipBlock")
                .put("cidr", address + (address.contains(":") ? "/128" : "/32")));
        ArrayNode egress = spec.putArray("egress");
        egress.addObject().putArray("to").addObject().putObject("podSelector");
        ObjectNode dns = egress.addObject();
        system(dns.putArray("to").addObject());
        ArrayNode ports = dns.putArray("ports");
        List.of("UDP", "TCP").forEach(protocol -> ports.addObject().put("protocol", protocol).put("port", DNS));
        return Manifest.of(new KubernetesObject(policy), ORIGIN);
    }

    private static void system(ObjectNode peer) {
        peer.putObject("namespaceSelector").putObject("matchLabels").put("kubernetes.io/metadata.name", "kube-system");
    }

    private static ObjectNode object(String apiVersion, String kind) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", "statelab");
        return object;
    }

    private final class Own implements Workplace {
        private final String namespace;

        private Own(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public KubeCluster cluster() {
            return cluster;
        }

        @Override
        public EvaluationOptions options(Progress progress) {
            return EvaluationOptions.live(progress).withSpeed(speed);
        }

        /** Also after an interruption, so that nothing stays behind. */
        @Override
        public void close() {
            boolean interrupted = Thread.interrupted();
            try {
                if (cluster.ownNamespaces().delete(namespace).isPresent()) {
                    leftBehind.add(namespace);
                }
            } catch (InterruptedException e) {
                leftBehind.add(namespace);
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
