package dev.statelab.core.task;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code http}. */
final class HttpReader implements ActionReader {

    private static final Set<String> METHODS = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")));
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    HttpReader(ExpectationReader expectations, Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields http = step.fields(key, Keys.HTTP);
        String method = http.text("method", "GET");
        if (!METHODS.contains(method)) {
            mistakes.add(http.place("method"), "one of " + String.join(", ", METHODS), "'" + method + "'");
        }
        String written = http.text("path");
        if (!written.isEmpty() && !written.startsWith("/")) {
            mistakes.add(http.place("path"), "a path that starts with '/'", "'" + written + "'");
        }
        http.require("pod");
        return new Action.Http(
                expectations.template(http, "pod", names),
                http.number("port", 1, 65_535),
                method,
                expectations.template(http, "path", names),
                headers(http, names),
                expectations.template(http, "body", names),
                http.duration("timeout", Duration.ofMillis(100), TIMEOUT));
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
