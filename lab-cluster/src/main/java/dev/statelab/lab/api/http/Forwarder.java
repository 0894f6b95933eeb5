package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Sends a request on to an application, once, and its answer back. */
final class Forwarder implements AutoCloseable {

    /** Not for the application: of this connection, of the API server, or set by the client library. */
    private static final Set<String> NOT_SENT = Set.of("authorization", "host", "connection", "content-length",
            "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade");

    private static final Set<String> NOT_RETURNED = Set.of("connection", "keep-alive", "proxy-authenticate", "te",
            "trailer", "transfer-encoding", "upgrade", "content-length");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * @param address where the application listens
     * @param dialled how its address looks inside the cluster
     * @param rawPath not decoded, so that the application sees what the client wrote
     */
    Reply forward(Request request, InetSocketAddress address, String dialled, String rawPath)
            throws ApiException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(uri(address, rawPath, request.rawQuery()))
                .method(request.method(), body(request));
        Set<String> ownHeaders = ofConnection(request.header("Connection").orElse(""));
        for (Reply.Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!NOT_SENT.contains(name) && !ownHeaders.contains(name)) {
                forwarded.header(header.name(), header.value());
            }
        }
        forwarded.header("X-Forwarded-Uri", request.rawPath());
        try {
            HttpResponse<InputStream> response = client.send(forwarded.build(), BodyHandlers.ofInputStream());
            ProxyLinks links = new ProxyLinks(prefix(request.rawPath(), rawPath), Set.of(dialled,
                    address.getAddress().getHostAddress() + ":" + address.getPort(),
                    request.header("Host").orElse(dialled)));
            return new Reply.Streamed(response.statusCode(), headers(response, links),
                    out -> copy(response, links, out));
        } catch (IOException failed) {
            String problem = failed.getMessage() == null ? "EOF" : failed.getMessage();
            throw unreachable("read tcp " + dialled + ": " + problem);
        }
    }

    /** The headers that a {@code Connection} header says to be this connection's alone. */
    private static Set<String> ofConnection(String names) {
        return Arrays.stream(names.split(",")).map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** What comes before the application's path in the path of the request. */
    private static String prefix(String whole, String rawPath) {
        return whole.endsWith(rawPath) ? whole.substring(0, whole.length() - rawPath.length()) : whole;
    }

    static ApiException unreachable(String problem) {
        return new ApiException(
                Refusal.status(503, "ServiceUnavailable", "error trying to reach service: " + problem));
    }

    private static URI uri(InetSocketAddress address, String rawPath, String rawQuery) throws ApiException {
        String query = rawQuery.isEmpty() ? "" : "?" + rawQuery;
        try {
            return new URI(
                    "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + rawPath + query);
        } catch (URISyntaxException wrong) {
            throw Refusal.badRequest("expected a path with all special characters encoded, found \"" + rawPath + query
                    + "\": " + wrong.getReason());
        }
    }

    private static BodyPublisher body(Request request) {
        if (!request.hasBody()) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(request::bodyStream);
        return request.header("Content-Length")
                .filter(length -> length.matches("[1-9]\\d{0,17}"))
                .map(length -> BodyPublishers.fromPublisher(stream, Long.parseLong(length)))
                .orElse(stream);
    }

    private static List<Reply.Header> headers(HttpResponse<?> response, ProxyLinks links) {
        Set<String> ownHeaders = ofConnection(response.headers().firstValue("Connection").orElse(""));
        return response.headers()
                .map()
                .entrySet()
                .stream()
                .filter(header -> !NOT_RETURNED.contains(header.getKey().toLowerCase(Locale.ROOT))
                        && !ownHeaders.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(header -> header.getValue().stream().map(value -> new Reply.Header(header.getKey(),
                        header.getKey().equalsIgnoreCase("Location") ? links.link(value) : value)))
                .toList();
    }

    private static void copy(HttpResponse<InputStream> response, ProxyLinks links, OutputStream to) throws IOException {
        if (!isPage(response)) {
            copy(response.body(), to);
            return;
        }
        try (InputStream page = response.body()) {
            // Each byte is a character here and a byte again afterwards, whatever the page's encoding is.
            String text = new String(page.readAllBytes(), StandardCharsets.ISO_8859_1);
            to.write(links.page(text).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** A page that comes with a {@code Location} is not looked at, as upstream; nor is a compressed one. */
    private static boolean isPage(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").filter(type -> type.split(";", 2)[0].strip()
                .equals("text/html")).isPresent()
                && response.headers().firstValue("Location").isEmpty()
                && response.headers().firstValue("Content-Encoding").isEmpty();
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        try (from) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        }
    }

    /** Cuts off what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
