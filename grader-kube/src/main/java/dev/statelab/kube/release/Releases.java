package dev.statelab.kube.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.http.ApiResources;
import dev.statelab.kube.http.ApiResources.Lookup;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import dev.statelab.kube.observe.Observer;
import dev.statelab.kube.release.ReleaseOutcome.Refused;
import dev.statelab.kube.release.ReleaseOutcome.Released;
import dev.statelab.kube.release.ReleaseOutcome.Unknown;
import dev.statelab.kube.yaml.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Installs charts on one cluster, as {@code helm install} and {@code helm upgrade} do, with Helm's own code. */
public final class Releases {

    /** Helm's own default. */
    public static final Duration USUAL_HOOKS = Duration.ofMinutes(5);

    private final ApiServer api;
    private final ApiResources resources;
    private final Observer observer;
    private final GivenCharts given;
    private final Duration timeout;

    /**
     * @param observer watches the hooks
     * @param given keeps what is installed
     * @param timeout of one request of ours
     */
    public Releases(ApiServer api, ApiResources resources, Observer observer, GivenCharts given,
            Duration timeout) {
        this.api = api;
        this.resources = resources;
        this.observer = observer;
        this.given = given;
        this.timeout = timeout;
    }

    /**
     * Installs a chart, or upgrades its release. What is left of a release that was never deployed is removed before. Waits
     * for the chart's hooks, and not for its pods.
     *
     * @param hooks how long one hook may take; nobody waits as long for what cannot come, such as an image that does not exist
     */
    public ReleaseOutcome install(PlannedRelease planned, String namespace, Duration hooks)
            throws InterruptedException {
        List<Problem> unknown = unknownKinds(planned.manifests());
        if (!unknown.isEmpty()) {
            return new Refused(unknown);
        }
        return switch (past(planned.name(), namespace)) {
            case Past.Unreadable(Cause cause) -> new Unknown(cause);
            case Past.Known(boolean exists, boolean deployed) -> install(planned, namespace, hooks, exists, deployed);
        };
    }

    /** Helm names no line. */
    private List<Problem> unknownKinds(List<Manifest> manifests) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (resources.find(manifest.kind()) instanceof Lookup.NoSuchKind) {
                Position position = manifest.find("kind").position();
                problems.add(new Problem(manifest.file(), position.line(), position.column(),
                        "the cluster has no kind " + manifest.kind().kind() + " in apiVersion "
                                + manifest.kind().apiVersion() + "; check both words"));
            }
        }
        return problems;
    }

    private ReleaseOutcome install(PlannedRelease planned, String namespace, Duration hooks, boolean exists,
            boolean deployed) throws InterruptedException {
        try (ApiRelay relay = ApiRelay.open(api, new RelayRules(namespace, planned.trusted()));
                HookWatch watch = new HookWatch(observer, namespace, relay.notes())) {
            HelmRun helm = new HelmRun(relay.kubeconfig(), namespace, planned.name(), hooks, watch);
            try {
                if (exists && !deployed) {
                    helm.uninstall();
                }
                HelmRun.Recorded release = deployed
                        ? helm.upgrade(planned.folder(), planned.options())
                        : helm.install(planned.folder(), planned.options());
                Released released = new Released(release.name(), release.revision());
                given.keep(namespace, released, planned.folder());
                return released;
            } catch (IllegalStateException e) {
                return outcome(planned, namespace, relay.withoutSecret(String.valueOf(e.getMessage())), relay.notes());
            }
        } catch (StuckHooks e) {
            String why = "expected the chart's hooks to end well: nothing more can come of them: " + e.getMessage();
            return e.areOfChart()
                    ? new Refused(List.of(new Problem(planned.folder(), 0, 0, why)))
                    : new Unknown(new Cause(Reason.STILL_CHANGING, why));
        } catch (HelmEnded ended) {
            return new Unknown(new Cause(Reason.TIMED_OUT, "Expected the release " + planned.name()
                    + " to be installed: " + ended.getMessage()));
        } catch (IOException e) {
            return new Unknown(new Cause(Reason.UNREACHABLE, "Expected a free port on 127.0.0.1 for Helm: " + e));
        }
    }

    private ReleaseOutcome outcome(PlannedRelease planned, String namespace, String message, RelayNotes notes)
            throws InterruptedException {
        HelmRefusal refusal = new HelmRefusal(planned, message);
        if (notes.forbidden().isPresent()) {
            return new Refused(List.of(refusal.forbidden(notes.forbidden().get())));
        }
        if (refusal.isOfHook()) {
            return new Refused(
                    List.of(refusal.ofHook(new HookTrouble(api, timeout, namespace).of(notes.hooks()))));
        }
        return notes.trouble().<ReleaseOutcome>map(cause -> new Unknown(new Cause(cause.reason(),
                "Expected the release " + planned.name() + " to be installed: " + cause.message() + "; Helm says: "
                        + refusal.shortened())))
                .orElseGet(() -> new Refused(List.of(refusal.problem(notes.refused()))));
    }

    private sealed interface Past {
        record Known(boolean exists, boolean deployed) implements Past {}

        record Unreadable(Cause cause) implements Past {}
    }

    private Past past(String name, String namespace) throws InterruptedException {
        return switch (api.get(api.url("api", "v1", "namespaces", namespace, "secrets")
                .addQueryParameter("labelSelector", "owner=helm,status!=superseded,name=" + name).build(), timeout)) {
            case Lost(Cause cause) -> new Past.Unreadable(cause);
            case Answered answered when answered.isSuccess() -> past(answered.body());
            case Answered answered -> new Past.Unreadable(
                    api.refusal(new Permission("list", "", "secrets", namespace), answered.apiStatus()));
        };
    }

    private static Past past(String list) {
        try {
            List<JsonNode> secrets = Json.MAPPER.readTree(list).path("items").valueStream().toList();
            return new Past.Known(!secrets.isEmpty(), secrets.stream()
                    .anyMatch(secret -> secret.at("/metadata/labels/status").asText().equals("deployed")));
        } catch (JsonProcessingException e) {
            return new Past.Unreadable(new Cause(Reason.SERVER_ERROR,
                    "Expected a list of Secrets, the API server answered something else"));
        }
    }
}
