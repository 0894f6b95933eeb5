package dev.statelab.core.task;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.task.Step.DeletePod;
import dev.statelab.core.task.Step.Http;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the steps of a criterion. Each sees the values that the steps before it captured. */
final class StepReader {

    private static final Set<String> METHODS = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")));
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration COMES_BACK_WITHIN = Duration.ofMinutes(2);

    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    StepReader(ExpectationReader expectations, Mistakes mistakes) {
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    List<Step> read(Fields criterion, Set<String> names) {
        Set<String> known = new LinkedHashSet<>(names);
        return criterion.list("steps", node -> step(node, known)).stream().flatMap(Optional::stream).toList();
    }

    private Optional<Step> step(Node node, Set<String> known) {
        Fields fields = Fields.of(node, "a step", Keys.STEP, mistakes);
        boolean http = fields.find("http").isPresent();
        boolean deletePod = fields.find("deletePod").isPresent();
        if (http == deletePod) {
            mistakes.add(node, "exactly one of " + String.join(", ", Keys.ACTIONS), http ? "both" : "neither");
            return Optional.empty();
        }
        return Optional.of(http ? http(fields, known) : deletePod(fields, known));
    }

    private Step http(Fields fields, Set<String> known) {
        Fields http = fields.fields("http", Keys.HTTP);
        String method = http.text("method", "GET");
        if (!METHODS.contains(method)) {
            mistakes.add(http.place("method"), "one of " + String.join(", ", METHODS), "'" + method + "'");
        }
        String written = http.text("path");
        if (!written.isEmpty() && !written.startsWith("/")) {
            mistakes.add(http.place("path"), "a path that starts with '/'", "'" + written + "'");
        }
        http.require("pod");
        Template pod = expectations.template(http, "pod", known);
        int port = http.number("port", 1, 65_535);
        Template path = expectations.template(http, "path", known);
        Map<String, Template> headers = headers(http, known);
        Template body = expectations.template(http, "body", known);
        Duration timeout = http.duration("timeout", Duration.ofMillis(100), REQUEST_TIMEOUT);
        Set<String> inside = new LinkedHashSet<>(known);
        inside.add(Names.RESPONSE);
        List<Expectation> expect = expectations.read(fields, Keys.STEP_EXPECTATION, inside);
        Map<String, Expression> capture = capture(fields, inside, known);
        return new Http(pod, port, method, path, headers, body, timeout, expect, capture);
    }

    /** Either the pod's name alone, or a mapping. */
    private Step deletePod(Fields fields, Set<String> known) {
        boolean nameAlone = fields.place("deletePod") instanceof ScalarNode;
        Fields deletion = nameAlone ? fields : fields.fields("deletePod", Keys.DELETE_POD);
        if (!nameAlone) {
            deletion.require("pod");
        }
        Template pod = expectations.template(deletion, nameAlone ? "deletePod" : "pod", known);
        Duration grace = deletion.duration("gracePeriod", GRACE, GRACE);
        Duration within = deletion.duration("within", GRACE, COMES_BACK_WITHIN);
        known.add(Names.DELETION);
        List<Expectation> expect = expectations.read(fields, Keys.STEP_EXPECTATION, known);
        Map<String, Expression> capture = capture(fields, new LinkedHashSet<>(known), known);
        return new DeletePod(pod, grace, within, expect, capture);
    }

    private Map<String, Template> headers(Fields http, Set<String> known) {
        Map<String, Template> headers = new LinkedHashMap<>();
        http.find("headers").ifPresent(node -> {
            Fields fields = Fields.ofAnyKeys(node, "headers", mistakes);
            for (String name : fields.keys()) {
                if (!HEADER.matcher(name).matches()) {
                    mistakes.add(fields.keyPlace(name), "the name of a header", "'" + name + "'");
                }
                headers.put(name, expectations.template(fields, name, known));
            }
        });
        return headers;
    }

    private Map<String, Expression> capture(Fields fields, Set<String> inside, Set<String> known) {
        Map<String, Expression> captured = new LinkedHashMap<>();
        fields.find("capture").ifPresent(node -> {
            Fields capture = Fields.ofAnyKeys(node, "capture", mistakes);
            for (String name : capture.keys()) {
                Names.check(name, capture.keyPlace(name), mistakes);
                if (known.contains(name)) {
                    mistakes.add(capture.keyPlace(name), "a name that is not in use yet", "'" + name + "'");
                }
                capture.require(name);
                expectations.value(capture, name, inside).ifPresent(expression -> captured.put(name, expression));
                inside.add(name);
            }
            known.addAll(capture.keys());
        });
        return Collections.unmodifiableMap(captured);
    }
}
