package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Guard;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.WriteOptions;
import dev.statelab.lab.api.schema.Decoder.Language;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** A request, as far as the API server looks at it. */
final class Request {

    /** As the real API server's. */
    static final int MAX_BODY_BYTES = 3 * 1024 * 1024;

    private static final Set<String> JSON_RANGES = Set.of("application/json", "application/*", "*/*", "");

    private static final Set<String> NO = Set.of("false", "0");

    private final HttpPrologue prologue;
    private final Headers headers;
    private final boolean hasBody;
    private final Supplier<InputStream> body;
    private final Guard guard;

    Request(ServerRequest request) {
        this(request.prologue(), request.headers(), request.content().hasEntity(), request.content()::inputStream,
                Guard.OPEN);
    }

    /** A request without a body. */
    Request(HttpPrologue prologue, Headers headers) {
        this(prologue, headers, false, InputStream::nullInputStream, Guard.OPEN);
    }

    private Request(HttpPrologue prologue, Headers headers, boolean hasBody, Supplier<InputStream> body, Guard guard) {
        this.prologue = prologue;
        this.headers = headers;
        this.hasBody = hasBody;
        this.body = body;
        this.guard = guard;
    }

    /** The same request, of which a guard sees what it stores. */
    Request guardedBy(Guard other) {
        return new Request(prologue, headers, hasBody, body, other);
    }

    /** In capitals. */
    String method() {
        return prologue.method().text();
    }

    /** Not decoded, without the query. */
    String rawPath() {
        return prologue.uriPath().rawPath();
    }

    /** Not decoded, without the question mark; empty where there is none. */
    String rawQuery() {
        return prologue.query().rawValue();
    }

    Optional<String> query(String name) {
        return prologue.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }

    /** All values of a parameter that may come several times. */
    List<String> queryAll(String name) {
        return prologue.query().all(name, List::of);
    }

    /** As the real API server reads it: given without a value it holds. */
    boolean flag(String name) {
        return queryAll(name).stream().findFirst().filter(value -> !NO.contains(value.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** A number of the query; 400 where it is none. */
    OptionalLong number(String name) throws ApiException {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException _) {
            throw Refusal.badRequest("expected a number for the query parameter " + name + ", found \"" + text.get()
                    + "\"");
        }
    }

    Optional<String> header(String name) {
        return headers.first(HeaderNames.create(name));
    }

    /** All values of a header. */
    List<String> headers(String name) {
        return headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Reply.Header::value)
                .toList();
    }

    List<Reply.Header> headers() {
        return headers
                .stream()
                .flatMap(header -> header.allValues().stream().map(value -> new Reply.Header(header.name(), value)))
                .toList();
    }

    /** The media type of the body, without parameters and in small letters; JSON where nothing is said. */
    String contentType() {
        return header("Content-Type").map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("application/json");
    }

    /** 415 where the body is in a language that the API server does not read. */
    Language language() throws ApiException {
        return switch (contentType()) {
            case "application/json", "" -> Language.JSON;
            case "application/yaml" -> Language.YAML;
            case "application/vnd.kubernetes.protobuf" -> Language.PROTOBUF;
            default -> throw unsupportedMediaType(
                    "application/json, application/yaml, application/vnd.kubernetes.protobuf");
        };
    }

    ApiException unsupportedMediaType(String supported) {
        return new ApiException(Refusal.status(415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + supported));
    }

    /** 406 where the client does not read JSON, which is all that the lab cluster writes. */
    void refuseUnlessJsonIsAccepted() throws ApiException {
        boolean accepted = Arrays.stream(header("Accept").orElse("*/*").split(","))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(JSON_RANGES::contains);
        if (!accepted) {
            throw new ApiException(Refusal.status(406, "NotAcceptable",
                    "only the following media types are accepted: application/json"));
        }
    }

    /** The whole body; 413 where it is too large. */
    byte[] body() throws ApiException {
        try (InputStream stream = bodyStream()) {
            byte[] body = stream.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new ApiException(Refusal.status(413, "RequestEntityTooLarge",
                        "Request entity too large: limit is " + MAX_BODY_BYTES));
            }
            return body;
        } catch (IOException broken) {
            throw Refusal.badRequest("error reading the request body: " + broken.getMessage());
        }
    }

    InputStream bodyStream() {
        return hasBody ? body.get() : InputStream.nullInputStream();
    }

    boolean hasBody() {
        return hasBody;
    }

    /** {@code dryRun} and {@code fieldManager}; the manager is the client's name where it is not said. */
    WriteOptions writeOptions() throws ApiException {
        Optional<String> dryRun = query("dryRun");
        if (dryRun.isPresent() && !dryRun.get().equals("All")) {
            throw Refusal.badRequest("expected All for the query parameter dryRun, found \"" + dryRun.get() + "\"");
        }
        String client = header("User-Agent").map(agent -> agent.split("/", 2)[0]).orElse("unknown");
        return new WriteOptions(query("fieldManager").or(() -> Optional.of(client)), dryRun.isPresent(), guard);
    }
}
