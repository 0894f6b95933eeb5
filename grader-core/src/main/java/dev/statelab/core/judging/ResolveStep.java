package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Resolution;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.Resolve;
import java.util.List;
import java.util.Map;

/** Looks up a name: by what the cluster's DNS answers from, and on demand from inside a pod. */
final class ResolveStep {

    private final Taking taking;

    ResolveStep(Taking taking) {
        this.taking = taking;
    }

    Taken lookUp(Resolve step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String name = filling.dnsName(step.name());
        String from = step.from().isEmpty() ? "" : filling.podName(step.from());
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        Resolution resolution = new NameWait(taking).until(name, seen -> isAsExpected(name, seen));
        return resolution instanceof Resolution.Resolved resolved && !from.isEmpty()
                ? new InsideLookup(taking).confirm(resolved(name, resolved), name, resolved.addresses(), from)
                : taken(name, resolution);
    }

    private boolean isAsExpected(String name, Resolution resolution) {
        return switch (taken(name, resolution)) {
            case Taken.Done done -> taking.isAsExpected(done);
            case Taken.Ended _ -> true;
        };
    }

    private Taken taken(String name, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Resolved resolved -> resolved(name, resolved);
            case Resolution.NoSuchName(String why) -> done(name, false, List.of(), List.of(), why);
            case Resolution.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private static Taken.Done resolved(String name, Resolution.Resolved resolved) {
        return done(name, true, resolved.addresses(), resolved.pods(), "it leads to " + describe(resolved));
    }

    private static Taken.Done done(String name, boolean resolves, List<String> addresses, List<String> pods,
            String found) {
        return new Taken.Done(Map.of(Resolve.RESOLUTION, Map.of(
                "resolves", resolves, "addresses", addresses, "pods", pods)),
                "name " + name + ": " + found,
                List.of(new Evidence.Happened("name " + name, resolves ? "Resolves" : "DoesNotResolve", found)));
    }

    private static String describe(Resolution.Resolved resolved) {
        String pods = resolved.pods().isEmpty() ? "" : " (" + String.join(", ", resolved.pods()) + ")";
        return (resolved.virtual() ? "service " + resolved.service() + " at " : "")
                + String.join(", ", resolved.addresses()) + pods;
    }
}
