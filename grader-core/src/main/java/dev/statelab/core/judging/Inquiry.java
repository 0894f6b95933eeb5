package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Diagnosis;
import dev.statelab.core.diagnosis.Findings;
import dev.statelab.core.diagnosis.Question;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.RootCause;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out why criteria failed: asks the cluster what the diagnosis would like to know. For one thread. */
final class Inquiry {

    /** Answers may raise further questions: which claim waits, which class it asks for. */
    static final int ROUNDS = 3;

    private static final int LOGS = 6;

    private final Cluster cluster;
    private final String namespace;
    private final int rounds;
    private final IdentityHashMap<ClusterState, Findings> known = new IdentityHashMap<>();
    private final Set<Question> asked = new HashSet<>();
    private int logs;

    /** @param rounds how often answers may raise further questions; 0 to ask nothing */
    Inquiry(Cluster cluster, String namespace, int rounds) {
        this.rounds = rounds;
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * The root causes, each of them once, in the order of the failures.
     *
     * @param failures in the order of the task
     */
    List<Diagnosed> rootCauses(List<Failure> failures) throws InterruptedException {
        failures.forEach(failure -> known.putIfAbsent(failure.state(), Findings.of(failure.state())));
        for (int round = 0; round < rounds; round++) {
            Set<Question> open = new HashSet<>();
            failures.forEach(failure -> open.addAll(diagnose(failure).open()));
            open.removeAll(asked);
            if (open.isEmpty()) {
                break;
            }
            ask(open);
        }
        Map<String, RootCause> causes = new LinkedHashMap<>();
        Map<String, Set<String>> criteria = new HashMap<>();
        for (Failure failure : failures) {
            diagnose(failure).rootCause().ifPresent(cause -> {
                causes.merge(cause.id(), cause, RootCause::and);
                criteria.computeIfAbsent(cause.id(), _ -> new LinkedHashSet<>()).add(failure.criterion());
            });
        }
        return causes.values().stream()
                .map(cause -> new Diagnosed(cause, criteria.getOrDefault(cause.id(), Set.of()).stream().toList()))
                .toList();
    }

    private Diagnosis diagnose(Failure failure) {
        return Diagnosis.of(Optional.ofNullable(known.get(failure.state())).orElseThrow(), failure.subject());
    }

    private void ask(Set<Question> open) throws InterruptedException {
        asked.addAll(open);
        Map<String, Set<ResourceKind>> kinds = new HashMap<>();
        for (Question question : open) {
            switch (question) {
                case Question.Objects(String where, ResourceKind kind) ->
                    kinds.computeIfAbsent(where, _ -> new HashSet<>()).add(kind);
                case Question.Log log -> ask(log);
            }
        }
        for (Map.Entry<String, Set<ResourceKind>> each : kinds.entrySet()) {
            ask(each.getKey(), each.getValue());
        }
    }

    private void ask(String where, Set<ResourceKind> kinds) throws InterruptedException {
        try (StateFeed feed = cluster.observe(where, kinds)) {
            ClusterState state = feed.current();
            kinds.forEach(kind -> known.replaceAll(
                    (_, findings) -> findings.with(new Question.Objects(where, kind), state.listing(kind))));
        }
    }

    private void ask(Question.Log log) throws InterruptedException {
        if (logs++ < LOGS) {
            PodLog answer = cluster.podLog(namespace, log.pod(), log.container(), log.previous(), Limits.LOG_LINES);
            known.replaceAll((_, findings) -> findings.with(log, answer));
        }
    }
}
