package dev.statelab.kube.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.apply.ApplyOutcome.Applied;
import dev.statelab.kube.apply.ApplyOutcome.NotSent;
import dev.statelab.kube.apply.ApplyOutcome.Refused;
import dev.statelab.kube.apply.ApplyOutcome.Unknown;
import dev.statelab.kube.apply.ApplyReport.Entry;
import dev.statelab.kube.http.ApiResource;
import dev.statelab.kube.http.ApiResources;
import dev.statelab.kube.http.ApiResources.Lookup;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Reply;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Applies manifests on the server's side (Kubernetes: "Server-Side Apply"), taking over fields that others manage, and
 * with unknown fields refused.
 */
public final class Applier {

    private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ApiServer api;
    private final ApiResources resources;

    public Applier(ApiServer api, ApiResources resources) {
        this.api = api;
        this.resources = resources;
    }

    /**
     * Applies each manifest once: namespaces first, everything else in the given order. One that is refused does not
     * stop the others; an API server that does not answer does.
     *
     * @param namespace for objects that name none
     */
    public ApplyReport apply(List<Manifest> manifests, String namespace) throws InterruptedException {
        List<Manifest> ordered = manifests.stream()
                .sorted(Comparator.comparing((Manifest manifest) -> !isNamespace(manifest))).toList();
        List<Entry> entries = new ArrayList<>();
        boolean lost = false;
        for (Manifest manifest : ordered) {
            String own = manifest.object().namespace();
            Entry entry = lost
                    ? new Entry(manifest, own, new NotSent())
                    : apply(manifest, own.isEmpty() ? namespace : own);
            lost = lost || isLost(entry.outcome());
            entries.add(entry);
        }
        return new ApplyReport(entries);
    }

    private static boolean isNamespace(Manifest manifest) {
        return manifest.kind().apiVersion().equals("v1") && manifest.kind().kind().equals("Namespace");
    }

    private static boolean isLost(ApplyOutcome outcome) {
        return outcome instanceof Unknown(Cause cause) && switch (cause.reason()) {
            case UNREACHABLE, UNAUTHORIZED, TIMED_OUT, INTERRUPTED -> true;
            case FORBIDDEN, THROTTLED, SERVER_ERROR, STILL_CHANGING, NOT_DEPLOYED, UNDECIDED, NOT_ASKED, FAULTY_TASK ->
                false;
        };
    }

    private Entry apply(Manifest manifest, String namespace) throws InterruptedException {
        return switch (resources.find(manifest.kind())) {
            case Lookup.Found(ApiResource resource) -> new Entry(manifest, resource.namespaced() ? namespace : "",
                    outcome(manifest, resource, namespace,
                            api.change(request(manifest, resource, namespace), TIMEOUT)));
            case Lookup.Unknown(Cause cause) -> new Entry(manifest, namespace, new Unknown(cause));
            case Lookup.NoSuchKind() -> new Entry(manifest, namespace,
                    new Refused(manifest.lineOf("kind"), "the cluster has no kind " + manifest.kind().kind()
                            + " in apiVersion " + manifest.kind().apiVersion() + "; check both words"));
        };
    }

    private Request request(Manifest manifest, ApiResource resource, String namespace) {
        HttpUrl url = api.url(resource.path(namespace)).addPathSegment(manifest.object().name())
                .addQueryParameter("fieldManager", "statelab").addQueryParameter("force", "true")
                .addQueryParameter("fieldValidation", "Strict").build();
        // JSON is YAML.
        byte[] body = manifest.object().json().toString().getBytes(UTF_8);
        return new Request.Builder().url(url).patch(RequestBody.create(body, APPLY)).build();
    }

    private ApplyOutcome outcome(Manifest manifest, ApiResource resource, String namespace, Reply reply) {
        return switch (reply) {
            case Lost(Cause cause) -> new Unknown(cause);
            case Answered answered when answered.isSuccess() -> new Applied(answered.status() == 201);
            case Answered answered when RefusedField.isRefusal(answered.apiStatus()) -> new Refused(
                    manifest.lineOf(RefusedField.of(answered.apiStatus())), answered.apiStatus().message());
            case Answered answered -> new Unknown(
                    api.refusal(resource.permission("patch", namespace), answered.apiStatus()));
        };
    }
}
