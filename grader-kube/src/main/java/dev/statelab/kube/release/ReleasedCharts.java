package dev.statelab.kube.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.kube.apply.ChartView;
import dev.statelab.kube.apply.ChartView.Source;
import dev.statelab.kube.apply.TemporaryFolder;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The charts of a namespace's releases, as tasks observe them. */
public final class ReleasedCharts {

    /** Releases of one namespace that are looked at. */
    private static final int MOST = 10;
    /** For all of them. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ApiServer api;
    private final GivenCharts given;
    private final Duration timeout;

    /**
     * @param given the charts of which more is known than Helm stores
     * @param timeout of one request
     */
    public ReleasedCharts(ApiServer api, GivenCharts given, Duration timeout) {
        this.api = api;
        this.given = given;
        this.timeout = timeout;
    }

    /** A chart for the newest revision of each release. */
    public Listing in(String namespace) throws InterruptedException {
        return switch (api.get(api.url("api", "v1", "namespaces", namespace, "secrets")
                .addQueryParameter("labelSelector", "owner=helm,status!=superseded").build(), timeout)) {
            case Lost(Cause cause) -> new Listing.Unreadable(cause);
            case Answered answered when !answered.isSuccess() -> new Listing.Unreadable(
                    api.refusal(new Permission("list", "", "secrets", namespace), answered.apiStatus()));
            case Answered answered when answered.truncated() -> new Listing.Unreadable(new Cause(Reason.SERVER_ERROR,
                    "Expected the releases of the namespace " + namespace + ", found more than is read"));
            case Answered answered -> charts(answered.body(), namespace);
        };
    }

    private Listing charts(String list, String namespace) throws InterruptedException {
        Map<String, StoredRelease> newest = new TreeMap<>();
        try {
            for (JsonNode secret : Json.MAPPER.readTree(list).path("items")) {
                StoredRelease release = StoredRelease.of(secret);
                if (secret.path("type").asText().equals("helm.sh/release.v1") && !release.name().isEmpty()
                        && !release.status().equals("uninstalled")) {
                    StoredRelease _ = newest.merge(release.name(), release,
                            (one, other) -> one.revision() >= other.revision() ? one : other);
                }
            }
        } catch (JsonProcessingException e) {
            return new Listing.Unreadable(new Cause(Reason.SERVER_ERROR,
                    "Expected the Secrets of the namespace " + namespace + ", the API server answered something else"));
        }
        CompletableFuture<List<KubernetesObject>> charts = new CompletableFuture<>();
        Thread.ofVirtual().name("charts of " + namespace).start(() -> {
            try {
                charts.complete(newest.values().stream().limit(MOST).map(release -> view(release, namespace))
                        .sorted(Comparator.comparing(KubernetesObject::name)).toList());
            } catch (RuntimeException | Error e) {
                charts.completeExceptionally(e);
            }
        });
        try {
            return new Listing.Listed(charts.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Listing.Unreadable(new Cause(Reason.TIMED_OUT, "The charts of the namespace " + namespace
                    + " took more than " + LONGEST.toSeconds() + " s to be rendered"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HelmEnded ended) {
                return new Listing.Unreadable(new Cause(Reason.TIMED_OUT, "The charts of the namespace " + namespace
                        + " could not be rendered again: " + ended.getMessage()));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private KubernetesObject view(StoredRelease release, String namespace) {
        KubernetesObject view;
        try (TemporaryFolder folder = TemporaryFolder.create("release")) {
            StoredChart chart = StoredChart.unpack(release.json(), folder.path());
            Optional<ChartFiles> whole = given.of(namespace, release);
            Path source = whole.isPresent() ? whole.get().into(folder.path().resolve("given")) : chart.folder();
            view = ChartView.of(source, namespace, chart.options(), Source.RELEASE);
            if (whole.isEmpty()) {
                view = chart.withOthers(view);
            }
        } catch (IOException e) {
            view = ChartView.inTrouble(release.name(), namespace, Source.RELEASE, String.valueOf(e.getMessage()));
        }
        return new KubernetesObject(
                view.json().deepCopy().put("revision", release.revision()).put("status", release.status()));
    }
}
