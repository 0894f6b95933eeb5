package dev.statelab.batch.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.apply.Manifest;
import java.util.List;

/** What manifests would take from a lab cluster, which shares this machine with everybody else's. */
final class Demands {

    private static final List<String> COUNTS = List.of("/spec/replicas", "/spec/parallelism", "/spec/completions",
            "/spec/jobTemplate/spec/parallelism", "/spec/jobTemplate/spec/completions");

    private Demands() {}

    static void check(List<Manifest> manifests, SubmissionLimits limits) throws Refusal {
        if (manifests.size() > limits.objects()) {
            throw new Refusal("expected at most " + limits.objects() + " objects, found " + manifests.size());
        }
        for (Manifest manifest : manifests) {
            for (String count : COUNTS) {
                JsonNode asked = manifest.object().json().at(count);
                if (asked.isNumber() && asked.asDouble() > limits.pods()) {
                    throw new Refusal(manifest + " asks for " + asked + " pods; at most " + limits.pods()
                            + " are deployed here");
                }
            }
        }
    }
}
