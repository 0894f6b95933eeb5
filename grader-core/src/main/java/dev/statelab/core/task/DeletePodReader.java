package dev.statelab.core.task;

import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.DeletePod;
import java.time.Duration;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code deletePod}: either the pod's name alone, or a mapping. */
final class DeletePodReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("pod", "gracePeriod", "within");

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration COMES_BACK_WITHIN = Duration.ofMinutes(2);

    private final ExpectationReader expectations;

    DeletePodReader(ExpectationReader expectations) {
        this.expectations = expectations;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        if (step.place(key) instanceof ScalarNode) {
            return new DeletePod(expectations.template(step, key, names), GRACE, COMES_BACK_WITHIN);
        }
        Fields deletion = step.fields(key, KEYS);
        deletion.require("pod");
        return new DeletePod(
                expectations.template(deletion, "pod", names),
                deletion.duration("gracePeriod", GRACE, GRACE),
                deletion.duration("within", GRACE, COMES_BACK_WITHIN));
    }
}
