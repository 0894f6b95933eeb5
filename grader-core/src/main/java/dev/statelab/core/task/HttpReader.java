package dev.statelab.core.task;

import dev.statelab.core.expression.Template;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Http.Host;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code http}. */
final class HttpReader implements ActionReader {

    static final Set<String> HOSTS = Keys.keys("pod", "service", "name");
    static final Set<String> KEYS = Keys.and(HOSTS,
            Keys.keys("port", "method", "path", "headers", "body", "timeout", "retry", "times"));

    private static final Set<String> METHODS = Keys.keys("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
    /** Sent twice, they may do twice what they do (RFC 9110, section 9.2.2). */
    private static final Set<String> NOT_IDEMPOTENT = Set.of("POST", "PATCH");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    HttpReader(ExpectationReader expectations, Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields http = step.fields(key, KEYS);
        String method = http.text("method", "GET");
        if (!METHODS.contains(method)) {
            mistakes.add(http.place("method"), "one of " + String.join(", ", METHODS), "'" + method + "'");
        }
        String written = http.text("path");
        Template path = expectations.template(http, "path", names);
        if (!written.isEmpty() && !written.startsWith("/") && !path.isEmpty() && !path.isExpression()) {
            mistakes.add(http.place("path"), "a path that starts with '/', or one expression", "'" + written + "'");
        }
        if (NOT_IDEMPOTENT.contains(method) && http.find("retry").isPresent()) {
            mistakes.add(http.keyPlace("retry"), "no 'retry' for " + method + ", which must not be sent twice", "one");
        }
        if (http.find("times").isPresent() && http.find("retry").isPresent()) {
            mistakes.add(http.keyPlace("times"), "either 'times' or 'retry'", "both");
        }
        return new Http(
                host(http, names),
                expectations.count(http, "port", 1, Http.MOST_PORT, names),
                method,
                path,
                headers(http, names),
                expectations.template(http, "body", names),
                http.duration("timeout", SHORTEST, TIMEOUT),
                http.duration("retry", SHORTEST, Duration.ZERO),
                http.number("times", 1, Http.MOST_TIMES, 1));
    }

    private Host host(Fields http, Set<String> names) {
        List<String> found = HOSTS.stream().filter(key -> http.find(key).isPresent()).toList();
        if (found.size() != 1) {
            mistakes.add(http.node(), "exactly one of " + String.join(", ", HOSTS),
                    found.isEmpty() ? "none" : String.join(", ", found));
            return new Host.OfPod(Template.EMPTY);
        }
        Template name = expectations.template(http, found.getFirst(), names);
        return switch (found.getFirst()) {
            case "service" -> new Host.OfService(name);
            case "name" -> new Host.OfName(name);
            default -> new Host.OfPod(name);
        };
    }

    private Map<String, Template> headers(Fields http, Set<String> names) {
        Map<String, Template> headers = new LinkedHashMap<>();
        http.find("headers").ifPresent(node -> {
            Fields fields = Fields.ofAnyKeys(node, "headers", mistakes);
            for (String name : fields.keys()) {
                if (!HEADER.matcher(name).matches()) {
                    mistakes.add(fields.keyPlace(name), "the name of a header", "'" + name + "'");
                }
                headers.put(name, expectations.template(fields, name, names));
            }
        });
        return headers;
    }
}
