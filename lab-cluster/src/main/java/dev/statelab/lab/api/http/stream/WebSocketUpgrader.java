package dev.statelab.lab.api.http.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns HTTP connections into WebSockets where there is something to be said over them. */
public final class WebSocketUpgrader implements Http1Upgrader {

    private static final String VERSION = "13";
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final BiFunction<HttpPrologue, Headers, Optional<Conversation>> conversations;

    /** @param conversations empty where the request is to be answered as any other */
    public WebSocketUpgrader(BiFunction<HttpPrologue, Headers, Optional<Conversation>> conversations) {
        this.conversations = conversations;
    }

    @Override
    public String supportedProtocol() {
        return "websocket";
    }

    @Override
    public @Nullable ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue,
            WritableHeaders<?> headers) {
        Optional<String> key = headers.first(HeaderNames.create("Sec-WebSocket-Key"));
        boolean understood = headers.first(HeaderNames.create("Sec-WebSocket-Version")).filter(VERSION::equals)
                .isPresent();
        if (key.isEmpty() || !understood) {
            return null;
        }
        Optional<Conversation> conversation = conversations.apply(prologue, headers);
        conversation.ifPresent(agreed -> context.dataWriter().writeNow(BufferData.create(
                switching(key.get(), agreed.protocol()).getBytes(StandardCharsets.US_ASCII))));
        return conversation.map(agreed -> new WebSocketConnection(context, agreed)).orElse(null);
    }

    private static String switching(String key, String protocol) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n"
                + (protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n";
    }

    private static String accepted(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(digest.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
