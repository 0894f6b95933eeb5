package dev.statelab.kube.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Validity;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okio.BufferedSource;

/**
 * Sends requests to one API server. A request is sent once; only where a read met a connection that had died while it
 * was idle, it goes out again on another one.
 */
public final class ApiServer implements AutoCloseable {

    /** Below the idle time of proxies in front of API servers, so that a request seldom meets a dead connection. */
    private static final Duration IDLE = Duration.ofSeconds(20);
    /** HTTP/2 only: how a connection that silently died is noticed. */
    private static final Duration PING = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofMillis(500);
    /** How long a change is waited for by who is to end: much less than one has to end. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(3);
    /** How soon an API server that is fine answers the question for its version. */
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final String MARK = "Audit-Id";
    private static final Cause STOPPED = new Cause(Reason.INTERRUPTED,
            "The evaluation was stopped before the API server answered");

    private final HttpUrl root;
    private final Validity validity;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient reading;
    private final OkHttpClient once;
    /** Each WebSocket has a connection of its own, which nobody has after it. */
    private final OkHttpClient upgraded;
    private final Set<WebSocket> sockets = ConcurrentHashMap.newKeySet();

    public ApiServer(Connection connection) {
        this.root = connection.server();
        this.validity = connection.validity();
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        Wire wire = new Wire();
        this.reading = connection.http().newBuilder().dispatcher(dispatcher).socketFactory(wire)
                .addNetworkInterceptor(wire)
                .connectionPool(new ConnectionPool(8, IDLE.toSeconds(), TimeUnit.SECONDS)).pingInterval(PING)
                .followRedirects(false).followSslRedirects(false).readTimeout(Duration.ZERO).writeTimeout(Duration.ZERO)
                .build();
        SentOnce sentOnce = new SentOnce();
        this.once = reading.newBuilder().retryOnConnectionFailure(false).addInterceptor(sentOnce)
                .addNetworkInterceptor(sentOnce.onTheWire())
                .addNetworkInterceptor(ApiServer::withoutIdentity).build();
        this.upgraded = once.newBuilder().addInterceptor(Wire::uncompressed)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)).build();
    }

    /**
     * An address on this server.
     *
     * @param segments the path's parts, not encoded
     */
    public HttpUrl.Builder url(String... segments) {
        HttpUrl.Builder url = root.newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url;
    }

    /** Reads something small. */
    public Reply get(HttpUrl url, Duration timeout) throws InterruptedException {
        return answer(reading.newCall(new Request.Builder().url(url).build()), timeout, Limits.ANSWER);
    }

    /** An answer, and what the server proved itself by. */
    public record Proven(Reply reply, ServerCertificates certificates) {}

    /** As {@link #get}, and by which certificates it came. */
    public Proven getProven(HttpUrl url, Duration timeout) throws InterruptedException {
        AtomicReference<ServerCertificates> certificates = new AtomicReference<>(ServerCertificates.NONE);
        OkHttpClient client = reading.newBuilder().addNetworkInterceptor(chain -> {
            certificates.set(ServerCertificates.of(chain.connection()));
            return chain.proceed(chain.request());
        }).build();
        Reply reply = answer(client.newCall(new Request.Builder().url(url).build()), timeout, Limits.ANSWER);
        return new Proven(reply, certificates.get());
    }

    /** Sends a request once, whatever comes back. */
    public Reply send(Request request, Duration timeout, long maxBody) throws InterruptedException {
        return answer(once.newCall(request), timeout, maxBody);
    }

    /**
     * Sends a request that changes an object, once. It is not left alone on its way: who is interrupted meanwhile gets the
     * answer all the same, if it comes soon, and is interrupted after that. Otherwise what is given back next could be
     * overtaken by it.
     */
    public Reply change(Request request, Duration timeout) throws InterruptedException {
        return answer(once.newCall(request), timeout, Limits.ANSWER, UNDER_WAY);
    }

    /** Keeps OkHttp from asking for gzip, and says nothing: what arrives is as if nobody had thought of encodings. */
    private static Response withoutIdentity(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        return chain.proceed("identity".equals(request.header("Accept-Encoding"))
                ? request.newBuilder().removeHeader("Accept-Encoding").build()
                : request);
    }

    /** A read whose answer is taken as it comes in. The caller cancels it. */
    public Call stream(HttpUrl url, Duration silence) {
        OkHttpClient client = reading.newBuilder().readTimeout(silence).build();
        return client.newCall(new Request.Builder().url(url).build());
    }

    /** A request that is sent once, whose answer is taken as it comes in, however long that takes. The caller cancels it. */
    public Call call(Request request) {
        return once.newCall(request);
    }

    /** Whether it answers something small at once and well, so that what takes longer or fails is not its own fault. */
    public boolean isWell() throws InterruptedException {
        return get(url("version").build(), PROMPT) instanceof Answered answered && isWell(answered);
    }

    /**
     * Whether it is well, and this answer came through it. A Kubernetes API server marks whatever it answers, also what
     * applications say (kubernetes: apiserver, endpoints/filters, WithAuditInit); what stands before it does not.
     */
    public boolean vouchesFor(Answered answer) throws InterruptedException {
        return get(url("version").build(), PROMPT) instanceof Answered now && isWell(now)
                && (now.headers().get(MARK) == null || answer.headers().get(MARK) != null);
    }

    private static boolean isWell(Answered answered) {
        return answered.status() < 500 && answered.status() != 429;
    }

    /**
     * Opens a WebSocket with numbered channels, once. Closing what is returned ends it; until then the listener is told.
     *
     * @param protocols the best first
     */
    public Closeable channels(HttpUrl url, List<String> protocols, ChannelListener listener) {
        MeteredSockets.Single metered = new MeteredSockets.Single();
        Request request = new Request.Builder().url(url).header("Sec-WebSocket-Protocol", String.join(", ", protocols))
                .build();
        WebSocket socket = upgraded.newBuilder().socketFactory(metered).build()
                .newWebSocket(request, new ChannelSocket(listener, this::cause, metered::seen));
        sockets.add(socket);
        return () -> {
            sockets.remove(socket);
            socket.cancel();
        };
    }

    /** Why a read broke. */
    public Cause cause(IOException e) {
        return threads.isShutdown() ? STOPPED : Losses.cause(root, e, validity);
    }

    /** What it means that it answered with something else than a success, also that the client certificate is over. */
    public Cause refusal(Permission permission, ApiStatus status) {
        return validity.lapse(Instant.now()).map(lapse -> Refusals.cause(permission, status, lapse))
                .orElseGet(() -> Refusals.cause(permission, status));
    }

    private Reply answer(Call call, Duration timeout, long maxBody) throws InterruptedException {
        return answer(call, timeout, maxBody, Duration.ZERO);
    }

    /** @param grace how much longer to wait once interrupted */
    private Reply answer(Call call, Duration timeout, long maxBody, Duration grace) throws InterruptedException {
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        // On a thread of its own, because a blocked socket hears no interruption.
        Future<Reply> reply;
        try {
            reply = threads.submit(() -> exchange(call, maxBody));
        } catch (RejectedExecutionException closed) {
            return new Lost(STOPPED);
        }
        try {
            return reply.get();
        } catch (InterruptedException e) {
            Reply soon = soon(reply, grace).orElseThrow(() -> e);
            Thread.currentThread().interrupt();
            return soon;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            call.cancel();
        }
    }

    private static Optional<Reply> soon(Future<Reply> reply, Duration grace) throws InterruptedException {
        try {
            return Optional.of(reply.get(grace.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException tooLong) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Reply exchange(Call call, long maxBody) {
        long sent = System.nanoTime();
        try (Response response = call.execute()) {
            return read(response, sent, maxBody);
        } catch (IOException e) {
            return new Lost(cause(e));
        }
    }

    static Answered read(Response response, long sent, long maxBody) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        boolean truncated = source.request(maxBody + 1);
        byte[] bytes = truncated ? source.readByteArray(maxBody) : source.readByteArray();
        Duration took = Duration.ofNanos(System.nanoTime() - sent);
        Charset charset = body.contentType() == null ? UTF_8 : body.contentType().charset(UTF_8);
        return new Answered(response.code(), response.headers(), new String(bytes, charset), truncated, took);
    }

    @Override
    public void close() {
        // First, so that what is cancelled knows why.
        threads.shutdown();
        reading.dispatcher().cancelAll();
        sockets.forEach(WebSocket::cancel);
        reading.connectionPool().evictAll();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
