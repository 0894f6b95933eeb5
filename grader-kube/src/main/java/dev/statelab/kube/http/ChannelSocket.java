package dev.statelab.kube.http;

import dev.statelab.core.cluster.Cause;
import java.io.IOException;
import java.util.function.Function;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket in the protocols {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}: the first byte of each message is
 * the number of its channel.
 *
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets">
 *     KEP 4006</a>
 */
final class ChannelSocket extends WebSocketListener {

    private static final long MAX_REFUSAL = 64 * 1024;
    private static final int NORMAL_CLOSURE = 1000;

    private final ChannelListener listener;
    private final Function<IOException, Cause> causes;
    private final Runnable seen;

    /** @param seen is told of each message */
    ChannelSocket(ChannelListener listener, Function<IOException, Cause> causes, Runnable seen) {
        this.listener = listener;
        this.causes = causes;
        this.seen = seen;
    }

    @Override
    public void onMessage(WebSocket socket, ByteString message) {
        seen.run();
        if (message.size() > 0) {
            listener.received(message.getByte(0) & 0xff, message.substring(1));
        }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        socket.close(NORMAL_CLOSURE, null);
        listener.closed();
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        IOException why = failure instanceof IOException io ? io : new IOException(failure);
        if (response == null || response.code() == 101) {
            listener.lost(causes.apply(why));
            return;
        }
        try {
            listener.refused(ApiServer.read(response, System.nanoTime(), MAX_REFUSAL));
        } catch (IOException e) {
            listener.lost(causes.apply(e));
        }
    }
}
