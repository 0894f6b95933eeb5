package dev.statelab.core.task;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys of the task language, in the order in which people write them. The JSON Schema has the same ones. */
final class Keys {
    static final Set<String> TASK = keys("apiVersion", "kind", "metadata", "spec");
    static final Set<String> METADATA = keys("name", "title", "version");
    static final Set<String> SPEC = keys("namespace", "maxPoints", "passMark", "parameters", "observe",
            "criteria");
    static final Set<String> KIND = keys("apiVersion", "kind");
    static final Set<String> PARAMETER = keys("title", "object", "values", "others", "optional", "find");
    static final Set<String> RULE = keys("where", "because");
    static final Set<String> SELECTIONS = keys("name", "labelSelector", "controlledBy", "claimedBy", "selectedBy",
            "endpointsOf");
    static final Set<String> OBSERVATION = and(and(KIND, SELECTIONS), keys("template"));
    static final Set<String> LABEL_SELECTOR = keys("matchLabels", "matchExpressions");
    static final Set<String> LABEL_REQUIREMENT = keys("key", "operator", "values");
    static final Set<String> CRITERION = keys("id", "title", "summary", "points", "bonus", "hidden", "needs", "within",
            "timeout", "disruptive", "forEach", "expect", "steps");
    static final Set<String> FOR_EACH = keys("name", "in", "atLeast", "freshRandom");
    static final Set<String> STEP_EXPECTATION = keys("that", "points", "show", "expected", "hint");
    static final Set<String> EXPECTATION = and(STEP_EXPECTATION, keys("needs"));
    static final Set<String> ACTIONS = keys("http", "exec", "file", "resolve", "deletePod", "scale", "patch", "await",
            "check");
    static final Set<String> STEP = and(ACTIONS, keys("expect", "capture"));

    private Keys() {}

    static Set<String> keys(String... keys) {
        return Fields.keys(keys);
    }

    static Set<String> and(Set<String> some, Set<String> more) {
        Set<String> both = new LinkedHashSet<>(some);
        both.addAll(more);
        return Collections.unmodifiableSet(both);
    }
}
