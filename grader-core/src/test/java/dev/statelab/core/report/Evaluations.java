package dev.statelab.core.report;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.RootCause;
import dev.statelab.core.result.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Evaluations to render. */
enum Evaluations {
    COMPLETE, EMPTY_DIR, EMPTY_NAMESPACE, SHARED_CAUSE, INCOMPLETE, HOSTILE, PARTIAL, PARTIAL_FOR_STUDENTS, PARAMETERS,
    MISNAMED;

    private static final ClusterIdentity CLUSTER = new ClusterIdentity("1c1d0b3e-4a43-4a9c-9d6f-0d0a4a0b8a55",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "v1.32.13");

    Evaluation evaluation() {
        Evaluation evaluation = evaluationOfAnyCluster();
        return new Evaluation(evaluation.id(), evaluation.task(), evaluation.namespace(), evaluation.startedAt(),
                cluster(), evaluation.parameters(), evaluation.criteria(), evaluation.rootCauses(), noticed(),
                contents(), evaluation.timing());
    }

    private List<String> noticed() {
        return this == HOSTILE
                ? List.of("StatefulSet \u001b[2J was changed while it was graded, last by <script>\u007f")
                : List.of();
    }

    private List<ClaimContents> contents() {
        return this == HOSTILE
                ? List.of(new ClaimContents("\u001b[2J-kv-0", "<script>", List.of("b".repeat(64), "a".repeat(64))))
                : List.of();
    }

    private ClusterIdentity cluster() {
        return switch (this) {
            case HOSTILE -> new ClusterIdentity("\u001b[2J<script>".repeat(20), "", "60303ae22b998861", "\u202ev1\n✓");
            case EMPTY_NAMESPACE -> new ClusterIdentity("", CLUSTER.authority(), CLUSTER.certificate(), "v1.32.13");
            case INCOMPLETE -> ClusterIdentity.UNREAD;
            case COMPLETE, EMPTY_DIR, SHARED_CAUSE, PARTIAL, PARTIAL_FOR_STUDENTS, PARAMETERS, MISNAMED -> CLUSTER;
        };
    }

    private Evaluation evaluationOfAnyCluster() {
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
            case SHARED_CAUSE -> because(evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 15, new Outcome.Passed()),
                    result("replicas", "Replica count", 10, new Outcome.Passed()),
                    result("pvcs-created", "PVCs created", 15, new Outcome.Failed(
                            new Finding("every claim of the StatefulSet is Bound", "data-key-value-svc-0 is Pending",
                                    "Leave `storageClassName` out to get the cluster's default class."))),
                    result("pods-running", "Pods running", 10, new Outcome.Failed(
                            new Finding("all 4 pods of the StatefulSet Running and Ready",
                                    "0 of 4 pods Running and Ready", ""))),
                    result("store-data", "Store data", 10, new Outcome.Blocked("pods-running"))),
                    new Diagnosed(
                            new RootCause("storage-class-missing nosuch PersistentVolumeClaim/data-key-value-svc-0",
                                    "StorageClass nosuch does not exist",
                                    new Finding("the StorageClass nosuch, which claim data-key-value-svc-0 asks for",
                                            "the cluster has local-path (default)",
                                            "leave `storageClassName` out to get the default class"),
                                    List.of(), List.of(seen("spec.storageClassName: nosuch")),
                                    List.of("3 of 4 pods are not created before key-value-svc-0 is Ready")),
                            List.of("pvcs-created", "pods-running")));
            case INCOMPLETE -> evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 50, new Outcome.Passed()),
                    result("pods-running", "Pods running", 30,
                            new Outcome.Inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                                    "after 120 s still on its way: pod key-value-svc-3: ContainerCreating"))),
                    result("store-data", "Store data", 10, new Outcome.Inconclusive(new Cause(Cause.Reason.FORBIDDEN,
                            "may not create pods/proxy in namespace task-02"))),
                    result("retrieve-data", "Retrieve data", 10, new Outcome.Inconclusive(new Cause(
                            Cause.Reason.FORBIDDEN, "may not create pods/proxy in namespace task-02"))));
            case PARTIAL -> evaluation(quick(),
                    result("statefulset-exists", "StatefulSet exists", 40, new Outcome.Passed()),
                    part("pods-answer", "Pods answer", 45, 60, Credit.REGULAR,
                            new Finding("status 200 for GET /health", "kv-1: status 404", "Look at its logs."),
                            new Finding("status 200 for GET /health", "kv-3: status 500", "Look at its logs."),
                            new Finding("4 pods", "3 pods", "")),
                    result("pods-persist", "Pods persist", 0, new Outcome.Blocked("pods-answer")),
                    result("quick", "Quick start", 5, Credit.BONUS, new Outcome.Passed()),
                    result("spread", "Spread over nodes", 5, Credit.BONUS,
                            new Outcome.Failed(new Finding("2 nodes", "1 node", ""))),
                    part("limits", "Has limits", 7, 10, Credit.HIDDEN, new Finding("limits", "none", "")));
            case PARTIAL_FOR_STUDENTS -> PARTIAL.evaluation().forStudents();
            case PARAMETERS -> parameters(evaluation(quick(),
                    result("pods-ready", "Every pod is ready", 60, new Outcome.Passed()),
                    result("reached", "Users reach it", 40, new Outcome.Inconclusive(new Cause(Cause.Reason.UNDECIDED,
                            "2 could be the Service that users reach: web, web2. Name the one that is meant:"
                                    + " --param service=web")))),
                    new ParameterResult("statefulset", "the StatefulSet of the work", false,
                            new ParameterResult.Found("timeapp",
                                    "the only StatefulSet with a claim template, which is what makes it this one")),
                    new ParameterResult("port", "the port of the application", false,
                            new ParameterResult.Named("8080")),
                    new ParameterResult("service", "the Service that users reach", false,
                            new ParameterResult.Ambiguous(List.of("web", "web2"))),
                    new ParameterResult("headless", "the Service that governs it", false,
                            new ParameterResult.Absent("none of web, web2 can be the Service that governs it")),
                    new ParameterResult("path", "the file that it writes", true,
                            new ParameterResult.Absent("nothing names it")),
                    new ParameterResult("claim", "the claim", false, new ParameterResult.Unclear(
                            new Cause(Cause.Reason.FORBIDDEN, "may not list \u001b[2J claims"))));
            case MISNAMED -> parameters(evaluation(quick(),
                    result("pods-ready", "Every pod is ready", 100, new Outcome.Inconclusive(new Cause(
                            Cause.Reason.UNDECIDED, "'x' cannot be the StatefulSet of the work")))),
                    new ParameterResult("statefulset", "the StatefulSet of the work", false,
                            new ParameterResult.Misnamed("x", List.of("timeapp", "vault"))));
            case HOSTILE -> because(evaluation(quick(),
                    result("a", "A title with \u001b[31mcolour\u001b[0m", 40, new Outcome.Failed(new Finding(
                            "<b>\"one\" & two</b>",
                            "\u001b]0;title\u0007 \u202etxt.exe\u202c\r\n✓ 100/100 \u0000\ufffe\ud800 ]]> \u200bhidden\u009b2J "
                                    + "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword 日本語",
                            "${hint}")),
                            new Evidence.NoAnswer(
                                    new Evidence.Request(new Target.Pod("kv-0"), 80, "GET", "/\u001b[2J", ""),
                                    "\u0007")),
                    result("b", "</testcase>", 60, new Outcome.Inconclusive(new Cause(Cause.Reason.SERVER_ERROR,
                            "the server said \u001b[2J<script>")))),
                    new Diagnosed(new RootCause("crash Pod/\u001b[2J", "Container \u001b[31m ends with exit code 1",
                            new Finding("</failure> \u0007", "\u202e", "`$(reboot)`"),
                            List.of("\u001b]0;title\u0007 log", "  indented\t\u0000 ]]>", "<script>"), List.of(),
                            List.of("\u009b2J")), List.of("a")));
        };
    }

    private static Evaluation evaluation(Timing timing, CriterionResult... results) {
        int maxScore = worth(Credit.REGULAR, results);
        return new Evaluation("7c9e6679f4c14c2f8a4d",
                new GradedTask("task-02", "Key-value store with persistent storage", "1", maxScore, maxScore,
                        worth(Credit.HIDDEN, results)),
                "task-02",
                Instant.parse("2026-11-20T19:04:30Z"), CLUSTER, List.of(), List.of(results), List.of(), List.of(),
                List.of(),
                timing);
    }

    private static Evaluation parameters(Evaluation evaluation, ParameterResult... parameters) {
        return new Evaluation(evaluation.id(), evaluation.task(), evaluation.namespace(), evaluation.startedAt(),
                evaluation.cluster(),
                List.of(parameters), evaluation.criteria(), evaluation.rootCauses(), List.of(), List.of(),
                evaluation.timing());
    }

    private static Evaluation because(Evaluation evaluation, Diagnosed cause) {
        return new Evaluation(evaluation.id(), evaluation.task(), evaluation.namespace(), evaluation.startedAt(),
                evaluation.cluster(),
                evaluation.parameters(), evaluation.criteria(), List.of(cause), List.of(), List.of(),
                evaluation.timing());
    }

    /** The name of its golden files. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Timing restarted() {
        return new Timing(Duration.ofMillis(4210), List.of(Duration.ofMillis(3300)));
    }

    private static Timing quick() {
        return new Timing(Duration.ofMillis(640), List.of());
    }

    private static CriterionResult result(String id, String title, int points, Outcome outcome, Evidence... evidence) {
        return result(id, title, points, Credit.REGULAR, outcome, evidence);
    }

    private static CriterionResult result(
            String id,
            String title,
            int points,
            Credit credit,
            Outcome outcome,
            Evidence... evidence) {
        return new CriterionResult(id, title, outcome instanceof Outcome.Passed ? points : 0, points, credit, outcome,
                List.of(evidence), 12);
    }

    private static CriterionResult part(
            String id,
            String title,
            int points,
            int maxPoints,
            Credit credit,
            Finding... findings) {
        return new CriterionResult(id, title, points, maxPoints, credit, new Outcome.Partial(List.of(findings)),
                List.of(), 12);
    }

    private static int worth(Credit credit, CriterionResult... results) {
        return Stream.of(results).filter(result -> result.is(credit)).mapToInt(CriterionResult::maxPoints).sum();
    }

    private static Evidence seen(String shown) {
        return new Evidence.SeenObject("StatefulSet", "task-02", "key-value-svc", "ef6467a8", "780", shown);
    }

    private static Evidence exchange(String method, int status, String body) {
        return new Evidence.Exchange(
                new Evidence.Request(new Target.Pod("key-value-svc-0"), 5000, method, "/obj/k", ""), status, body);
    }

    private static Evidence deleted() {
        return new Evidence.Happened("pod key-value-svc-0", "Deleted", "Ready again 3300 ms later");
    }
}
