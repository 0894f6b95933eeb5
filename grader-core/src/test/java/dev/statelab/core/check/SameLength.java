package dev.statelab.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.Target;
import java.util.Map;
import java.util.Set;

/** An example: what the first pod answers must be as long as the text {@code as}, for each object of {@code of}. */
public final class SameLength implements Check {

    @Override
    public String name() {
        return "same-length";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("of", "as");
    }

    @Override
    public CheckResult run(CheckContext context) throws InterruptedException {
        String wanted = context.captured("wanted").map(Object::toString).orElse(context.parameter("as"));
        for (JsonNode pod : context.objects(context.parameter("of"))) {
            String name = pod.path("metadata").path("name").asText();
            // Nobody else sees this.
            ((ObjectNode) pod).removeAll();
            PodAnswer answer = context.send(new Target.Pod(name), 80, "GET", "/", Map.of(), "");
            if (!(answer instanceof PodAnswer.Answered answered)) {
                return new CheckResult.Inconclusive("no answer from " + name);
            }
            if (answered.body().length() != wanted.length()) {
                return new CheckResult.Failed(wanted.length() + " characters", answered.body(), "count them");
            }
        }
        return new CheckResult.Passed("all are as long");
    }
}
