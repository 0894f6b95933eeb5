package dev.statelab.lab.controller.job;

import dev.statelab.lab.controller.workload.WorkloadPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Job and its pods, and what they come to: a pure function of them and of the time.
 *
 * @param pods all that belong to the Job
 */
record JobSituation(Job job, List<WorkloadPod> pods, Instant now) {

    static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);

    JobSituation {
        pods = List.copyOf(pods);
    }

    /**
     * Why the Job is over.
     *
     * @param complete whether it has succeeded
     */
    record End(boolean complete, String reason, String message) {}

    List<WorkloadPod> active() {
        return pods.stream().filter(WorkloadPod::isActive).toList();
    }

    /** Of an indexed Job each index counts once. */
    int succeeded() {
        var succeeded = pods.stream().filter(WorkloadPod::hasSucceeded).toList();
        return job.isIndexed() ? indexes(succeeded).size() : succeeded.size();
    }

    int failed() {
        return (int) pods.stream().filter(WorkloadPod::hasFailed).count();
    }

    int ready() {
        return (int) active().stream().filter(WorkloadPod::isReady).count();
    }

    private int terminating() {
        return (int) pods.stream().filter(pod -> pod.isTerminating() && !pod.hasEnded()).count();
    }

    /** The indexes that have succeeded, as {@code 0-2,5}. */
    String completedIndexes() {
        var indexes = List.copyOf(indexes(pods.stream().filter(WorkloadPod::hasSucceeded).toList()));
        var text = new StringBuilder();
        for (int from = 0; from < indexes.size();) {
            int to = from;
            while (to + 1 < indexes.size() && indexes.get(to + 1) == indexes.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ",").append(indexes.get(from));
            if (to > from) {
                text.append(to == from + 1 ? "," : "-").append(indexes.get(to));
            }
            from = to + 1;
        }
        return text.toString();
    }

    private static Set<Integer> indexes(Collection<WorkloadPod> pods) {
        return pods.stream().map(pod -> pod.meta().annotations().get(INDEX)).filter(index -> index != null)
                .map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Containers that restart in place count like pods that fail. */
    private int retries() {
        int restarts = active().stream()
                .flatMap(pod -> pod.object().path("status").path("containerStatuses").valueStream())
                .mapToInt(container -> container.path("restartCount").asInt()).sum();
        return failed() + (job.template().path("spec").path("restartPolicy").asText().equals("OnFailure")
                ? restarts
                : 0);
    }

    /** Empty while the Job goes on. */
    Optional<End> end() {
        if (job.completions().isPresent()
                ? succeeded() >= job.completions().getAsInt()
                : succeeded() > 0 && active().isEmpty()) {
            return Optional.of(new End(true, "CompletionsReached",
                    "Reached expected number of succeeded pods"));
        }
        if (retries() > job.backoffLimit()) {
            return Optional.of(new End(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        if (job.deadline().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of(new End(false, "DeadlineExceeded", "Job was active longer than specified deadline"));
        }
        return Optional.empty();
    }

    /** How many pods are to run. */
    int wanted() {
        if (job.isSuspended()) {
            return 0;
        }
        if (job.completions().isEmpty()) {
            return succeeded() > 0 ? active().size() : job.parallelism();
        }
        return Math.min(job.parallelism(), job.completions().getAsInt() - succeeded());
    }

    /** How many pods are to be made now; a pod that is to go still takes its place. */
    int missing() {
        return Math.max(0, wanted() - active().size() - terminating());
    }

    /** The first indexes that no pod works on, or has completed. */
    List<Integer> freeIndexes() {
        var taken = indexes(pods.stream().filter(pod -> !pod.hasFailed()).toList());
        return IntStream.range(0, job.completions().orElse(0)).filter(index -> !taken.contains(index)).boxed()
                .toList();
    }

    /** Until when a new pod waits after a failed one: 10 s, then twice as long each time, up to 10 minutes. */
    Optional<Instant> backOff() {
        var last = pods.stream().filter(WorkloadPod::hasFailed).map(JobSituation::finishedAt).max(Instant::compareTo);
        var span = FIRST_BACK_OFF.multipliedBy(1L << Math.min(6, Math.max(0, failed() - 1)));
        return last.map(end -> end.plus(span.compareTo(LONGEST_BACK_OFF) < 0 ? span : LONGEST_BACK_OFF))
                .filter(now::isBefore);
    }

    private static Instant finishedAt(WorkloadPod pod) {
        return pod.object().path("status").path("containerStatuses").valueStream()
                .map(container -> container.path("state").path("terminated").path("finishedAt").asText())
                .filter(time -> !time.isEmpty()).max(String::compareTo).map(Instant::parse)
                .orElseGet(() -> Instant.parse(pod.object().at("/metadata/creationTimestamp").asText()));
    }
}
