package dev.statelab.kube.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.http.ApiResource;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Reply.Answered;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Lists and watches one kind in one namespace. One thread reads; any may {@link #stop()}. */
final class KindSource {

    private static final long MAX_STATUS = 64 * 1024;

    private final ApiServer api;
    private final ResourceKind kind;
    private final ApiResource resource;
    private final String namespace;
    private final ObservationLimits limits;
    private final AtomicReference<@Nullable Call> running = new AtomicReference<>();
    private final AtomicReference<@Nullable Call> watching = new AtomicReference<>();
    private volatile boolean stopped;
    private volatile boolean outdated;

    /** The objects, and the version to watch from. */
    record Listed(ObjectStore objects, String resourceVersion) {}

    KindSource(ApiServer api, ResourceKind kind, ApiResource resource, String namespace, ObservationLimits limits) {
        this.api = api;
        this.kind = kind;
        this.resource = resource;
        this.namespace = namespace;
        this.limits = limits;
    }

    Listed list() throws IOException, Refused, TooMuch, NotAList {
        outdated = false;
        ObjectStore objects = new ObjectStore(kind, limits);
        ListReader.Page page = page("", objects);
        for (int pages = 1; !page.next().isEmpty(); pages++) {
            if (pages == limits.pages()) {
                throw new TooMuch("more than " + pages + " pages of the kind " + kind.kind());
            }
            page = page(page.next(), objects);
        }
        return new Listed(objects, page.resourceVersion());
    }

    /**
     * Applies changes until the API server ends the watch.
     *
     * @param changed runs when the watch is open, and after each change
     * @return the version from which the next watch goes on
     */
    String watch(Listed from, Runnable changed) throws IOException, Refused, TooMuch {
        HttpUrl url = url().addQueryParameter("watch", "1").addQueryParameter("allowWatchBookmarks", "true")
                .addQueryParameter("resourceVersion", from.resourceVersion())
                .addQueryParameter("timeoutSeconds", Long.toString(Math.max(1, limits.watch().toSeconds()))).build();
        String version = from.resourceVersion();
        Call call = api.stream(url, limits.silence());
        call.timeout().timeout(limits.silence().toNanos(), TimeUnit.NANOSECONDS);
        watching.set(call);
        if (outdated) {
            call.cancel();
        }
        try (Response response = execute(call)) {
            changed.run();
            BufferedSource events = response.body().source();
            while (!events.exhausted()) {
                String line = line(events);
                JsonNode event = Json.MAPPER.readTree(line);
                if (event.path("type").asText().equals("ERROR")) {
                    throw new Refused(ApiStatus.of(event.path("object")));
                }
                if (!(event.path("object") instanceof ObjectNode object)) {
                    throw new IOException("a watch event without an object");
                }
                version = object.path("metadata").path("resourceVersion").asText(version);
                switch (event.path("type").asText()) {
                    case "ADDED", "MODIFIED" -> from.objects().put(object, line.length());
                    case "DELETED" -> from.objects().remove(object);
                    default -> {
                        continue;
                    }
                }
                changed.run();
            }
        }
        return version;
    }

    void stop() {
        stopped = true;
        Call call = running.get();
        if (call != null) {
            call.cancel();
        }
    }

    /** Ends the watch, so that a list comes next; a list that began before this does not count. */
    void outdate() {
        outdated = true;
        Call call = watching.get();
        if (call != null) {
            call.cancel();
        }
    }

    private ListReader.Page page(String next, ObjectStore into) throws IOException, Refused, TooMuch, NotAList {
        HttpUrl.Builder url = url().addQueryParameter("limit", Integer.toString(limits.pageSize()));
        if (!next.isEmpty()) {
            url.addQueryParameter("continue", next);
        }
        Call call = api.stream(url.build(), limits.request());
        call.timeout().timeout(limits.request().toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = execute(call)) {
            return ListReader.read(response.body().byteStream(), into, limits);
        }
    }

    private Response execute(Call call) throws IOException, Refused {
        running.set(call);
        if (stopped) {
            call.cancel();
        }
        Response response = call.execute();
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            String body = response.peekBody(MAX_STATUS).string();
            throw new Refused(
                    new Answered(response.code(), response.headers(), body, false, Duration.ZERO).apiStatus());
        }
    }

    private String line(BufferedSource events) throws IOException, TooMuch {
        try {
            return events.readUtf8LineStrict(limits.objectBytes());
        } catch (EOFException e) {
            if (events.request(limits.objectBytes())) {
                throw TooMuch.inOneObject(limits);
            }
            throw e;
        }
    }

    /** Of all namespaces only the observed one is listed: others are nobody's business, and often forbidden. */
    private HttpUrl.Builder url() {
        HttpUrl.Builder url = api.url(resource.path(namespace));
        return resource.apiVersion().equals("v1") && resource.plural().equals("namespaces")
                ? url.addQueryParameter("fieldSelector", "metadata.name=" + namespace)
                : url;
    }
}
