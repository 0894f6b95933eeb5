package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.expression.Values;
import dev.statelab.core.judging.Rollout.Arrival;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.Patch.NewValue;
import java.util.List;
import java.util.Map;

/** Changes a workload, and waits until its pods have followed. */
final class PatchStep {

    private final Taking taking;
    private final Session session;
    private final Restorations restorations;

    PatchStep(Taking taking, Restorations restorations) {
        this.taking = taking;
        this.session = taking.session();
        this.restorations = restorations;
    }

    Taken patch(Patch step) throws InterruptedException {
        return switch (taking.judge().picture().look(step.workload())) {
            case Observed.One(KubernetesObject workload) -> patch(step, workload);
            case Observed.Missing(var _, var _, String what) -> taking.failed("a workload that can be changed", what);
            case Observed.Undiscovered(String what) -> taking.failed("a workload that can be changed", what);
            case Observed.Unreadable(Cause cause) -> Taking.inconclusive(cause);
            case Observed.Scalar scalar -> throw new IllegalStateException(step.workload() + " is a value: " + scalar);
            case Observed.Many many -> throw new IllegalStateException(step.workload() + " is a list: " + many);
        };
    }

    private Taken patch(Patch step, KubernetesObject workload) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        PatchRequest request = new PatchRequest(workload.kind(), session.namespace(), workload.name(), workload.uid(),
                List.of());
        for (Patch.Field field : step.fields()) {
            JsonNode value = switch (field.value()) {
                case NewValue.Fixed(JsonNode json) -> json;
                case NewValue.Filled(var text) -> filling.scalar(text);
            };
            request = request.with(workload, field.path(), value);
        }
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        List<Object> before = pods(session.picture().state(), workload);
        restorations.patches(request);
        return switch (session.cluster().patch(request)) {
            case Patching.Accepted _ -> await(step, request, workload, before);
            case Patching.OtherValues _ -> disturbed(request, "it was changed");
            case Patching.NoSuchWorkload _ -> disturbed(request, "it was deleted or replaced");
            case Patching.Refused(String why) -> {
                restorations.refused();
                yield Taking.impossible(request + " cannot be changed as the task wants: " + why);
            }
            case Patching.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private Taken await(Patch step, PatchRequest request, KubernetesObject workload, List<Object> before)
            throws InterruptedException {
        return switch (Rollout.await(session, request, step.within(), taking.waiting())) {
            case Waited.Came<Arrival>(Arrival arrival) when arrival == Arrival.THERE ->
                there(request, before, pods(session.picture().state(), workload));
            case Waited.Came<Arrival> _ -> disturbed(request, "it was changed, deleted or replaced");
            case Waited.GaveUp<Arrival>(ClusterState _, Outlook outlook) -> notThere(step, request, outlook);
        };
    }

    private static Taken there(PatchRequest request, List<Object> before, List<Object> after) {
        String changed = "changed " + Rollout.describe(request);
        return new Taken.Done(Map.of(Patch.PATCHING, Map.of("before", before, "after", after)),
                request + " was " + changed, List.of(new Evidence.Happened(request.toString(), "Patched", changed)));
    }

    private Taken notThere(Patch step, PatchRequest request, Outlook outlook) {
        if (outlook.isOnlyStarting()) {
            return Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING, step.within().toSeconds() + " s after "
                    + request + " was changed, still on its way: " + outlook.summary()));
        }
        return taking.failed("the pods of " + request + " to follow its change and be Ready", outlook.summary());
    }

    private static Taken disturbed(PatchRequest request, String how) {
        return Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                request + " could not be graded by changing it: " + how + " by somebody else at the same time"));
    }

    private static List<Object> pods(ClusterState state, KubernetesObject workload) {
        return Rollout.pods(state, workload).stream().map(pod -> Values.of(pod.json())).toList();
    }
}
