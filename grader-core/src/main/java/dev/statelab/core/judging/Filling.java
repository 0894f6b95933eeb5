package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterNames;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.Value;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.action.Http.Host;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fills in the texts of one step, and remembers the first reason why that does not work. What is filled in may come from
 * the student, so each place has its escape.
 */
final class Filling {

    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private static final Pattern PATH = Pattern.compile("/(?!(?:.*/)?(?:\\.|%2[eE]){1,2}(?:[/?#].*)?$).*");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Judge judge;
    private Optional<Taken> hindrance = Optional.empty();

    Filling(Judge judge) {
        this.judge = judge;
    }

    /** Why the step cannot be taken; empty when everything could be filled in. */
    Optional<Taken> hindrance() {
        return hindrance;
    }

    String text(Template template) {
        return text(template, UnaryOperator.identity());
    }

    String text(Template template, UnaryOperator<String> escape) {
        judge.hindrance(template.references(),
                what -> new Fails(new Finding("the objects that this check works on", what, ""))).ifPresent(this::stop);
        return switch (template.render(judge.bind(template.references()), escape)) {
            case Value.Known(Object value) -> value.toString();
            case Value.Nothing(String message) -> unfillable(message);
            case Value.Faulty(String message) -> unfillable(message);
        };
    }

    /** A text, a number or a boolean of a manifest. */
    JsonNode scalar(Template template) {
        judge.hindrance(template.references(),
                what -> new Fails(new Finding("the objects that this check works on", what, ""))).ifPresent(this::stop);
        Value value = template.evaluate(judge.bind(template.references()));
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Known(String text) -> json.textNode(text);
            case Value.Known(Boolean flag) -> json.booleanNode(flag);
            // As Jackson reads it, so that both are equal.
            case Value.Known(Long number) when number == number.intValue() -> json.numberNode(number.intValue());
            case Value.Known(Object other) -> json.textNode(unfillable("'" + other + "' is no value of a field"));
            case Value.Nothing(String message) -> json.textNode(unfillable(message));
            case Value.Faulty(String message) -> json.textNode(unfillable(message));
        };
    }

    /** A name that may go into a URL. */
    String podName(Template template) {
        return name(template, "a pod");
    }

    String hostName(Host host) {
        return switch (host) {
            case Host.OfPod(Template name) -> podName(name);
            case Host.OfService(Template name) -> name(name, "a Service");
            case Host.OfName(Template name) -> dnsName(name);
        };
    }

    /** A container of the pod; where the text is empty, the one that is usually meant. */
    String container(Template template, String pod) {
        return template.isEmpty()
                ? Containers.usual(judge.picture().state(), pod)
                : name(template, "a container");
    }

    /** A name that DNS can be asked for. */
    String dnsName(Template template) {
        String name = text(template);
        return hindrance.isPresent() || ClusterNames.isName(name)
                ? name
                : unfillable("'" + name + "' cannot be looked up as a name");
    }

    /** The path of a request. It leads nowhere but into the application. */
    String path(Template template) {
        String path = text(template, template.isExpression() ? Filling::encodeSegments : Filling::encode);
        return hindrance.isPresent() || PATH.matcher(path).matches()
                ? path
                : unfillable("'" + path + "' is no path that begins with / and has no . or .. in it");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String encodeSegments(String path) {
        return encode(path).replace("%2F", "/");
    }

    /** A whole number. */
    int count(Template template, int least, int most) {
        String text = text(template);
        if (hindrance.isPresent()) {
            return 0;
        }
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            unfillable("'" + text + "' is not a whole number from " + least + " to " + most);
            return 0;
        }
        return Integer.parseInt(text);
    }

    private String name(Template template, String whose) {
        String name = text(template);
        return hindrance.isPresent() || OBJECT_NAME.matcher(name).matches()
                ? name
                : unfillable("'" + name + "' cannot be the name of " + whose);
    }

    private String unfillable(String message) {
        stop(new Unclear(new Cause(Cause.Reason.FAULTY_TASK, "a step of the task cannot be taken: " + message)));
        return "";
    }

    private void stop(Verdict verdict) {
        hindrance = hindrance.or(() -> switch (verdict) {
            case Fails(Finding finding) -> Optional.of(new Taken.Ended(new Outcome.Failed(finding), List.of()));
            case Unclear(Cause cause) -> Optional.of(Taking.inconclusive(cause));
            case Holds _ -> Optional.empty();
        });
    }
}
