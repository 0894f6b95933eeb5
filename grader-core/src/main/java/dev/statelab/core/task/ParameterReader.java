package dev.statelab.core.task;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.task.Parameter.Candidates;
import dev.statelab.core.task.Parameter.Objects;
import dev.statelab.core.task.Parameter.Rule;
import dev.statelab.core.task.Parameter.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code spec.parameters}: first which ones there are, then, once all names are known, how they are found. */
final class ParameterReader {

    private final Map<String, Fields> written = new LinkedHashMap<>();
    private final Mistakes mistakes;

    ParameterReader(Fields spec, Mistakes mistakes) {
        this.mistakes = mistakes;
        spec.find("parameters").ifPresent(node -> {
            Fields parameters = Fields.ofAnyKeys(node, "parameters", mistakes);
            for (String id : parameters.keys()) {
                Names.check(id, parameters.keyPlace(id), mistakes);
                written.put(id, Fields.of(parameters.place(id), "a parameter", Keys.PARAMETER, mistakes));
            }
        });
    }

    /** Those that are objects, as expressions and other observations see them. */
    List<Observation> observations() {
        List<Observation> observations = new ArrayList<>();
        written.forEach((id, fields) -> fields.find("object").map(this::kind).ifPresent(
                kind -> observations.add(new Observation(id, kind, new Observation.OfParameter()))));
        return observations;
    }

    /** All names that they bring for expressions. */
    Set<String> names() {
        return Set.copyOf(written.keySet());
    }

    /**
     * All of them.
     *
     * @param observations those of the task, the parameters among them
     */
    List<Parameter> read(List<Observation> observations, ExpectationReader expressions) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (Map.Entry<String, Fields> entry : written.entrySet()) {
            Fields fields = entry.getValue();
            Set<String> names = names(observations, known);
            String title = fields.text("title");
            List<Rule> rules = rules(fields, names, expressions);
            boolean optional = fields.flag("optional");
            candidates(fields, names, expressions).ifPresent(
                    candidates -> parameters.add(new Parameter(entry.getKey(), title, candidates, optional, rules)));
            known.add(entry.getKey());
        }
        return parameters;
    }

    /** The parameters before this one, and the observations that are not found by a later one. */
    private Set<String> names(List<Observation> observations, Set<String> known) {
        Map<String, Observation> byId = new LinkedHashMap<>();
        observations.forEach(observation -> byId.put(observation.id(), observation));
        Set<String> names = new LinkedHashSet<>(known);
        byId.values().stream().filter(observation -> known.containsAll(behind(observation, byId)))
                .forEach(observation -> names.add(observation.id()));
        return names;
    }

    /** The parameters by which an observation is found. */
    private Set<String> behind(Observation observation, Map<String, Observation> byId) {
        Set<String> passed = new LinkedHashSet<>();
        Optional<Observation> at = Optional.of(observation);
        while (at.isPresent() && passed.add(at.get().id())) {
            at = at.get().selection().anchor().flatMap(anchor -> Optional.ofNullable(byId.get(anchor)));
        }
        passed.retainAll(written.keySet());
        return passed;
    }

    private Optional<Candidates> candidates(Fields fields, Set<String> names, ExpectationReader expressions) {
        if (fields.find("object").isPresent() == fields.find("values").isPresent()) {
            mistakes.add(fields.node(), "either 'object' or 'values'",
                    fields.find("object").isPresent() ? "both" : "none");
        }
        for (String key : List.of("others", "optional")) {
            if (fields.find(key).isPresent() && fields.find("values").isEmpty()) {
                mistakes.add(fields.keyPlace(key), "'" + key + "' beside 'values'", "no 'values'");
            }
        }
        Optional<Candidates> objects = fields.find("object").map(this::kind).map(Objects::new);
        return objects.isPresent()
                ? objects
                : expressions.value(fields, "values", names).map(each -> new Values(each, others(fields)));
    }

    private ResourceKind kind(Node object) {
        Fields fields = Fields.of(object, "object", Keys.KIND, mistakes);
        return new ResourceKind(fields.text("apiVersion"), fields.text("kind"));
    }

    private Pattern others(Fields fields) {
        String written = fields.text("others", "");
        try {
            return written.isEmpty() ? Values.NO_OTHERS : Pattern.compile(written);
        } catch (PatternSyntaxException e) {
            mistakes.add(fields.place("others"), "a regular expression", "'" + written + "': " + e.getDescription());
            return Values.NO_OTHERS;
        }
    }

    private List<Rule> rules(Fields fields, Set<String> names, ExpectationReader expressions) {
        Set<String> inside = new LinkedHashSet<>(names);
        inside.add(Parameter.CANDIDATE);
        fields.require("find").ifPresent(node -> {
            if (fields.list("find", each -> each).isEmpty()) {
                mistakes.add(node, "at least one rule", Fields.describe(node));
            }
        });
        return fields.list("find", node -> rule(node, inside, expressions)).stream().flatMap(Optional::stream).toList();
    }

    private Optional<Rule> rule(Node node, Set<String> names, ExpectationReader expressions) {
        Fields fields = Fields.of(node, "a rule", Keys.RULE, mistakes);
        fields.require("because");
        Template because = expressions.template(fields, "because", names);
        Optional<Expression> where = fields.find("where").isPresent()
                ? expressions.condition(fields, "where", names)
                : Optional.of(expressions.always());
        return where.map(condition -> new Rule(condition, because));
    }
}
