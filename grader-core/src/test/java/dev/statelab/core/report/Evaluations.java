package dev.statelab.core.report;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Evaluations to render. */
enum Evaluations {
    COMPLETE, EMPTY_DIR, EMPTY_NAMESPACE, INCOMPLETE, HOSTILE;

    Evaluation evaluation() {
        return switch (this) {
            case COMPLETE -> evaluation(restarted(),
                    result("statefulset-exists", "StatefulSet exists", 15, new Outcome.Passed(), seen("4")),
                    result("replicas", "Replica count", 10, new Outcome.Passed(), seen("4")),
                    result("pvcs-created", "PVCs created", 15, new Outcome.Passed()),
                    result("headless-service", "Headless service", 10, new Outcome.Passed()),
                    result("pods-running", "Pods running", 10, new Outcome.Passed()),
                    result("store-data", "Store data", 10, new Outcome.Passed(),
                            exchange("POST", 200, "{\"status\":\"success\"}")),
                    result("retrieve-data", "Retrieve data", 10, new Outcome.Passed(),
                            exchange("GET", 200, "dnvhdh3k")),
                    result("data-persistence", "Data persistence", 20, new Outcome.Passed(), deleted()));
            case EMPTY_DIR -> evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 15, new Outcome.Passed()),
                    result("replicas", "Replica count", 10, new Outcome.Passed()),
                    result("pvcs-created", "PVCs created", 15, new Outcome.Failed(new Finding(
                            "a claim template named data in spec.volumeClaimTemplates", "no volumeClaimTemplates",
                            "The claim template is what makes one PersistentVolumeClaim for each pod, and gives the same one back"
                                    + " to the pod that replaces it. An `emptyDir` is gone with its pod."))),
                    result("headless-service", "Headless service", 10, new Outcome.Passed()),
                    result("pods-running", "Pods running", 10, new Outcome.Passed()),
                    result("store-data", "Store data", 10, new Outcome.Passed()),
                    result("retrieve-data", "Retrieve data", 10, new Outcome.Passed()),
                    result("data-persistence", "Data persistence", 20, new Outcome.Blocked("pvcs-created")));
            case EMPTY_NAMESPACE -> evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 15,
                            new Outcome.Failed(new Finding("a StatefulSet named key-value-svc",
                                    "StatefulSet task-02/key-value-svc not found",
                                    "Create it with `kind: StatefulSet` and `metadata.name: key-value-svc`."))),
                    result("replicas", "Replica count", 10, new Outcome.Blocked("statefulset-exists")),
                    result("pvcs-created", "PVCs created", 15, new Outcome.Blocked("statefulset-exists")),
                    result("headless-service", "Headless service", 10,
                            new Outcome.Failed(new Finding("a Service named key-value-headless",
                                    "Service task-02/key-value-headless not found", ""))),
                    result("pods-running", "Pods running", 10, new Outcome.Blocked("statefulset-exists")),
                    result("store-data", "Store data", 10, new Outcome.Blocked("statefulset-exists")),
                    result("retrieve-data", "Retrieve data", 10, new Outcome.Blocked("statefulset-exists")),
                    result("data-persistence", "Data persistence", 20, new Outcome.Blocked("statefulset-exists")));
            case INCOMPLETE -> evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 50, new Outcome.Passed()),
                    result("pods-running", "Pods running", 30,
                            new Outcome.Inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                                    "after 120 s still on its way: pod key-value-svc-3: ContainerCreating"))),
                    result("store-data", "Store data", 10, new Outcome.Inconclusive(new Cause(Cause.Reason.FORBIDDEN,
                            "may not create pods/proxy in namespace task-02"))),
                    result("retrieve-data", "Retrieve data", 10, new Outcome.Inconclusive(new Cause(
                            Cause.Reason.FORBIDDEN, "may not create pods/proxy in namespace task-02"))));
            case HOSTILE -> evaluation(quick(),
                    result("a", "A title with \u001b[31mcolour\u001b[0m", 40, new Outcome.Failed(new Finding(
                            "<b>\"one\" & two</b>",
                            "\u001b]0;title\u0007 \u202etxt.exe\u202c\r\n✓ 100/100 \u0000\ufffe\ud800 ]]> \u200bhidden\u009b2J "
                                    + "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword 日本語",
                            "${hint}")),
                            new Evidence.NoAnswer(new Evidence.Request("kv-0", 80, "GET", "/\u001b[2J", ""), "\u0007")),
                    result("b", "</testcase>", 60, new Outcome.Inconclusive(new Cause(Cause.Reason.SERVER_ERROR,
                            "the server said \u001b[2J<script>"))));
        };
    }

    private static Evaluation evaluation(Timing timing, CriterionResult... results) {
        int maxScore = Stream.of(results).mapToInt(CriterionResult::maxPoints).sum();
        return new Evaluation("7c9e6679f4c14c2f8a4d",
                new GradedTask("task-02", "Key-value store with persistent storage", "1", maxScore, maxScore),
                "task-02",
                Instant.parse("2026-11-20T19:04:30Z"), List.of(results), timing);
    }

    private static Timing restarted() {
        return new Timing(Duration.ofMillis(4210), List.of(Duration.ofMillis(3300)));
    }

    private static Timing quick() {
        return new Timing(Duration.ofMillis(640), List.of());
    }

    private static CriterionResult result(String id, String title, int points, Outcome outcome, Evidence... evidence) {
        return new CriterionResult(id, title, outcome instanceof Outcome.Passed ? points : 0, points, outcome,
                List.of(evidence), 12);
    }

    private static Evidence seen(String shown) {
        return new Evidence.SeenObject("StatefulSet", "task-02", "key-value-svc", "ef6467a8", "780", shown);
    }

    private static Evidence exchange(String method, int status, String body) {
        return new Evidence.Exchange(new Evidence.Request("key-value-svc-0", 5000, method, "/obj/k", ""), status, body);
    }

    private static Evidence deleted() {
        return new Evidence.Happened("pod key-value-svc-0", "Deleted", "Ready again 3300 ms later");
    }
}
