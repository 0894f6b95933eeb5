package dev.statelab.kube.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The sockets of ordinary requests, and a network interceptor that tells them when something of an answer is read. */
final class Wire extends MeteredSockets implements Interceptor {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final Map<Integer, AtomicLong> unseen = new ConcurrentHashMap<>();

    @Override
    AtomicLong connected(int localPort) {
        return unseen.computeIfAbsent(localPort, _ -> new AtomicLong());
    }

    @Override
    void closed(int localPort) {
        unseen.remove(localPort);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        AtomicLong counter = connection == null ? new AtomicLong() : connected(connection.socket().getLocalPort());
        counter.set(0);
        Response response = chain.proceed(chain.request());
        return response.newBuilder().body(new Seen(response.body(), counter)).build();
    }

    /** An interceptor for WebSockets: uncompressed, because a message could become a thousand times larger. */
    static Response uncompressed(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request().newBuilder().removeHeader(EXTENSIONS).build());
        return response.newBuilder().removeHeader(EXTENSIONS).build();
    }

    /** A body of which each part that is read was seen. */
    private static final class Seen extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        private Seen(ResponseBody body, AtomicLong counter) {
            this.body = body;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {
                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    long read = super.read(sink, byteCount);
                    counter.set(0);
                    return read;
                }
            });
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }
}
