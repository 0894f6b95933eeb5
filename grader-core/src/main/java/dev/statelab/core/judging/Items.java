package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.judging.Observed.Many;
import dev.statelab.core.judging.Observed.Missing;
import dev.statelab.core.judging.Observed.Unreadable;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Repeat.ForEach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The objects for which a criterion is judged. */
sealed interface Items {

    /**
     * They are there.
     *
     * @param tooFew what to say where there are fewer than the task asks for
     */
    record Found(List<KubernetesObject> objects, Optional<Finding> tooFew) implements Items {
        public Found {
            objects = List.copyOf(objects);
        }
    }

    /** Nothing can be judged. */
    record None(Outcome outcome) implements Items {
        public None {
            requireNonNull(outcome, "outcome");
        }
    }

    /** Waits until there are as many as the task asks for, until the time is over, or until no more can come. */
    static Items await(Session session, ForEach each, Duration within, Consumer<Outlook> waiting)
            throws InterruptedException {
        Waited<Observed> waited = session.waiting().until(
                state -> Look.of(
                        Optional.of(session.picture(state).look(each.in())).filter(seen -> isSettled(seen, each)),
                        () -> outlook(session, state, each)),
                within, waiting);
        return switch (waited) {
            case Waited.Came<Observed>(Observed seen) -> of(session, seen, each, new Outlook(List.of()), within);
            case Waited.GaveUp<Observed>(ClusterState last, Outlook outlook) ->
                of(session, session.picture(last).look(each.in()), each, outlook, within);
        };
    }

    private static boolean isSettled(Observed seen, ForEach each) {
        return !(seen instanceof Many(List<KubernetesObject> objects)) || objects.size() >= each.atLeast();
    }

    private static Outlook outlook(Session session, ClusterState state, ForEach each) {
        return Outlook.of(state, session.picture(state).objects(each.in()));
    }

    private static Items of(Session session, Observed seen, ForEach each, Outlook outlook, Duration within) {
        String wanted = "at least " + each.atLeast() + " in '" + each.in() + "'";
        return switch (seen) {
            case Many(List<KubernetesObject> objects) when objects.size() >= each.atLeast() ->
                new Found(objects, Optional.empty());
            case Many _ when outlook.isOnlyStarting() && !within.isZero() ->
                new None(new Outcome.Inconclusive(session.stillOnItsWay(within, outlook)));
            case Many(List<KubernetesObject> objects) -> {
                String found = objects.isEmpty() ? "none" : Integer.toString(objects.size());
                yield new Found(objects, Optional.of(new Finding(wanted, found, "")));
            }
            case Observed.One one -> throw new IllegalStateException(each.in() + " is no list: " + one);
            case Observed.Scalar scalar -> throw new IllegalStateException(each.in() + " is no list: " + scalar);
            case Observed.Undiscovered(String what) -> new None(new Outcome.Failed(new Finding(wanted, what, "")));
            case Missing(var _, var _, String what) -> new None(new Outcome.Failed(new Finding(wanted, what, "")));
            case Unreadable(Cause cause) -> new None(new Outcome.Inconclusive(cause));
        };
    }
}
