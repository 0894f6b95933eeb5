package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Outlook.Prospect;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Scales a workload, and waits until its pods are as many. */
final class ScaleStep {

    private final Taking taking;
    private final Session session;
    private final Restorations restorations;

    ScaleStep(Taking taking, Restorations restorations) {
        this.taking = taking;
        this.session = taking.session();
        this.restorations = restorations;
    }

    Taken scale(Scale step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        int wanted = filling.count(step.replicas(), 0, Scale.MOST_REPLICAS);
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        return switch (taking.judge().picture().look(step.workload())) {
            case Observed.One(KubernetesObject workload) -> scale(step, workload, wanted);
            case Observed.Missing(var _, var _, String what) -> taking.failed("a workload that can be scaled", what);
            case Observed.Undiscovered(String what) -> taking.failed("a workload that can be scaled", what);
            case Observed.Scalar scalar -> throw new IllegalStateException(step.workload() + " is a value: " + scalar);
            case Observed.Unreadable(Cause cause) -> Taking.inconclusive(cause);
            case Observed.Many many -> throw new IllegalStateException(step.workload() + " is a list: " + many);
        };
    }

    private Taken scale(Scale step, KubernetesObject workload, int wanted) throws InterruptedException {
        ScaleRequest request = new ScaleRequest(workload.kind(), session.namespace(), workload.name(), workload.uid(),
                replicas(workload), wanted);
        if (request.from() == wanted) {
            return await(step, request);
        }
        restorations.scales(request);
        return switch (session.cluster().scale(request)) {
            case Scaling.Accepted _ -> await(step, request);
            case Scaling.OtherNumber(int replicas) -> disturbed(request, "it was scaled to " + replicas);
            case Scaling.NoSuchWorkload _ -> disturbed(request, "it was deleted or replaced");
            case Scaling.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private Taken await(Scale step, ScaleRequest request) throws InterruptedException {
        return switch (await(session, request, step.within(), taking.waiting())) {
            case Waited.Came<Arrival>(Arrival arrival) when arrival == Arrival.THERE -> there(request);
            case Waited.Came<Arrival> _ -> disturbed(request, "it was changed, deleted or replaced");
            case Waited.GaveUp<Arrival>(ClusterState last, Outlook outlook) -> notThere(step, request, last, outlook);
        };
    }

    /** Waits until the pods are as many as were asked for, or somebody interferes. */
    static Waited<Arrival> await(
            Session session,
            ScaleRequest request,
            Duration within,
            Consumer<Outlook> waiting) throws InterruptedException {
        return session.waiting().until(
                state -> Look.of(
                        Optional.of(arrival(state, request)).filter(arrival -> arrival != Arrival.UNDER_WAY),
                        () -> outlook(state, request)),
                within, waiting);
    }

    private static Taken there(ScaleRequest request) {
        String scaled = "scaled from " + request.from() + " to " + request.to() + " replicas";
        return new Taken.Done(
                Map.of(Scale.SCALING, Map.of("before", (long) request.from(), "after", (long) request.to())),
                request + " was " + scaled, List.of(new Evidence.Happened(request.toString(), "Scaled", scaled)));
    }

    private Taken notThere(Scale step, ScaleRequest request, ClusterState last, Outlook outlook) {
        if (outlook.isOnlyStarting()) {
            return Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING, step.within().toSeconds() + " s after "
                    + request + " was scaled to " + request.to() + ", still on its way: " + outlook.summary()));
        }
        return taking.failed(request + " to have " + request.to() + " Ready pods after it was scaled to as many",
                find(last, request).map(ScaleStep::count).orElse("none") + "; " + outlook.summary());
    }

    private static Taken disturbed(ScaleRequest request, String how) {
        return Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                request + " could not be graded by scaling it: " + how + " by somebody else at the same time"));
    }

    /** How far scaling has come. */
    enum Arrival {
        UNDER_WAY, THERE, DISTURBED
    }

    private static Arrival arrival(ClusterState state, ScaleRequest request) {
        Optional<KubernetesObject> found = find(state, request);
        if (found.isEmpty() || found.get().isTerminating()) {
            return Arrival.DISTURBED;
        }
        int replicas = replicas(found.get());
        if (replicas != request.to()) {
            return replicas == request.from() ? Arrival.UNDER_WAY : Arrival.DISTURBED;
        }
        JsonNode json = found.get().json();
        boolean known = json.path("status").path("observedGeneration").asLong(-1) >= json.path("metadata")
                .path("generation").asLong(0);
        long pods = Relations.all(state, ResourceKind.POD).stream()
                .filter(pod -> Relations.controls(found.get(), pod)).count();
        boolean ownPods = found.get().kind().equals(ResourceKind.STATEFUL_SET);
        return known && status(json, "replicas") == request.to() && status(json, "readyReplicas") == request.to()
                && (!ownPods || pods == request.to()) ? Arrival.THERE : Arrival.UNDER_WAY;
    }

    /** What is not yet as it is meant to be counts as on its way, where nothing says what it waits for. */
    private static Outlook outlook(ClusterState state, ScaleRequest request) {
        Outlook outlook = Outlook.of(state, find(state, request).stream());
        return outlook.prospect() == Prospect.AT_REST
                ? outlook.and(new Standing(Standing.Condition.STARTING, request.toString(),
                        find(state, request).map(ScaleStep::count).orElse("none") + ", not " + request.to(), ""))
                : outlook;
    }

    private static Optional<KubernetesObject> find(ClusterState state, ScaleRequest request) {
        return Relations.all(state, request.kind()).stream()
                .filter(workload -> workload.uid().equals(request.uid())).findFirst();
    }

    private static String count(KubernetesObject workload) {
        return status(workload.json(), "readyReplicas") + " of " + status(workload.json(), "replicas") + " pods Ready";
    }

    private static int replicas(KubernetesObject workload) {
        return workload.json().path("spec").path("replicas").asInt(1);
    }

    private static int status(JsonNode json, String field) {
        return json.path("status").path(field).asInt(0);
    }
}
