package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends one request. Its answer is {@code response}: {@code status}, {@code headers} by lower-case name, {@code body} as
 * text, and {@code json} where the body is JSON.
 *
 * @param port comes to a number from 1 to {@value #MOST_PORT}
 * @param path percent-encoded; filled-in values are encoded on the way
 * @param timeout how long the application may take
 * @param retry for how long the request is sent again until its answer is as expected; zero for a request that is sent
 *        once
 * @param times how often it is sent, one after the other, 1 to {@value #MOST_TIMES}: each answer must be as expected, and
 *        the last one is the response
 */
public record Http(
        Host host,
        Template port,
        String method,
        Template path,
        Map<String, Template> headers,
        Template body,
        Duration timeout,
        Duration retry,
        int times) implements Action {

    public static final String RESPONSE = "response";

    public static final int MOST_PORT = 65_535;

    public static final int MOST_TIMES = 100;

    public Http {
        requireNonNull(host, "host");
        requireNonNull(port, "port");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(body, "body");
        requireNonNull(timeout, "timeout");
        requireNonNull(retry, "retry");
        headers = Map.copyOf(headers);
    }

    /** Who is asked. */
    public sealed interface Host {

        Template name();

        /** A pod, by its name. */
        record OfPod(Template name) implements Host {}

        /** A Service: the API server picks one of its ready endpoints at random. */
        record OfService(Template name) implements Host {}

        /** The pod or Service that the cluster's DNS has under this name. */
        record OfName(Template name) implements Host {}
    }

    @Override
    public Optional<String> brings() {
        return Optional.of(RESPONSE);
    }

    @Override
    public Stream<Template> filledIn() {
        return Stream.concat(Stream.of(host.name(), port, path, body), headers.values().stream());
    }

    @Override
    public Reach reach() {
        return switch (host) {
            case Host.OfPod(Template name) -> new Reach.OnePod(name);
            case Host.OfService _,Host.OfName _ -> new Reach.AnyPod();
        };
    }
}
