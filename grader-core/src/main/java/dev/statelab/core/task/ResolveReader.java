package dev.statelab.core.task;

import dev.statelab.core.expression.Template;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Resolve;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code resolve}: either the name alone, or a mapping. */
final class ResolveReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("name", "from");

    private final ExpectationReader expectations;

    ResolveReader(ExpectationReader expectations) {
        this.expectations = expectations;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        if (step.place(key) instanceof ScalarNode) {
            return new Resolve(expectations.template(step, key, names), Template.EMPTY);
        }
        Fields resolve = step.fields(key, KEYS);
        resolve.require("name");
        return new Resolve(expectations.template(resolve, "name", names),
                expectations.template(resolve, "from", names));
    }
}
