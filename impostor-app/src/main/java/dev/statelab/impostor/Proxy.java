package dev.statelab.impostor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;

/** {@link Trick#PROXY}. */
record Proxy(String upstream, Surroundings.Names names) implements Handler {

    private static final int PATIENCE_MILLIS = 5_000;

    @Override
    public Reply answer(String method, String path, byte[] body) {
        try {
            return forward(method, path, body);
        } catch (IOException e) {
            return Reply.json(502, "{\"error\":\"%s does not answer\"}".formatted(upstream));
        }
    }

    private Reply forward(String method, String path, byte[] body) throws IOException {
        int colon = upstream.lastIndexOf(':');
        InetSocketAddress to = names.resolve(upstream.substring(0, colon),
                Integer.parseInt(upstream.substring(colon + 1)));
        URI uri = URI.create("http://" + to.getHostString() + ":" + to.getPort() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod(method);
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            try (var content = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Reply(status, String.valueOf(connection.getContentType()),
                        content == null ? new byte[0] : content.readAllBytes());
            }
        } finally {
            connection.disconnect();
        }
    }
}
