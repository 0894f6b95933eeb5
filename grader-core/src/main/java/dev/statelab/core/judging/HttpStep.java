package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.action.Http;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends one request, and makes sure that the application gets it once at the most, unless the task lets it be repeated. */
final class HttpStep {

    /** How long an application may take to listen: without a readiness probe its pod is Ready before. */
    private static final Duration LISTENING_WITHIN = Duration.ofSeconds(20);

    private static final Duration UNTIL_IT_LISTENS = Duration.ofMillis(200);
    private static final Duration UNTIL_REPEATED = Duration.ofMillis(500);

    private final Taking taking;
    private final Session session;

    HttpStep(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    Taken send(Http step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String name = filling.hostName(step.host());
        int port = filling.count(step.port(), 1, Http.MOST_PORT);
        String path = filling.path(step.path());
        String body = filling.text(step.body());
        Map<String, String> headers = headers(step, filling, body);
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        return switch (new HostLookup(taking).find(step.host(), name)) {
            case HostLookup.Found.Nowhere(Taken end) -> end;
            case HostLookup.Found.At(var target) -> repeat(new PodRequest(session.namespace(), target, port,
                    step.method(), path, headers, body, step.timeout()), step);
        };
    }

    /** As often as the task says, or until an answer is not as expected. What counts, and is kept, is the last answer. */
    private Taken repeat(PodRequest request, Http step) throws InterruptedException {
        Taken taken = retry(request, step.retry());
        for (int sent = 1; sent < step.times() && taken instanceof Taken.Done done
                && taking.isAsExpected(done); sent++) {
            taken = attempt(request);
        }
        return taken;
    }

    /** Until the answer is as expected, or the time for it is over. */
    private Taken retry(PodRequest request, Duration retry) throws InterruptedException {
        long start = session.ticks();
        Taken taken = attempt(request);
        while (isOtherThanExpected(taken) && session.since(start).compareTo(retry) < 0) {
            tellThatWaiting(request, "not yet as expected");
            session.pause(UNTIL_REPEATED);
            taken = attempt(request);
        }
        return taken;
    }

    private boolean isOtherThanExpected(Taken taken) {
        return switch (taken) {
            case Taken.Done done -> !taking.isAsExpected(done);
            case Taken.Ended ended -> ended.outcome() instanceof Outcome.Failed;
        };
    }

    private Taken attempt(PodRequest request) throws InterruptedException {
        Evidence.Request sent = new Evidence.Request(request.target(), request.port(), request.method(), request.path(),
                request.body());
        return switch (sendOnceItListens(request)) {
            case PodAnswer.Answered answered ->
                new Taken.Done(Map.of(Http.RESPONSE, Response.of(answered)), describe(request, answered),
                        List.of(new Evidence.Exchange(sent, answered.status(), answered.body())));
            case PodAnswer.NotListening(String reason) ->
                unanswered(request, sent, reason + " for " + LISTENING_WITHIN.toSeconds() + " s");
            case PodAnswer.NoAnswer(String reason) -> unanswered(request, sent, reason);
            case PodAnswer.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    /** Only a request of which nothing was delivered is sent again. */
    private PodAnswer sendOnceItListens(PodRequest request) throws InterruptedException {
        long start = session.ticks();
        Optional<RefusingPorts.Port> asked = RefusingPorts.Port.of(request, session.state());
        PodAnswer answer = session.cluster().send(request);
        while (answer instanceof PodAnswer.NotListening(String reason)) {
            if (isKnownToRefuse(request)) {
                return answer;
            }
            if (session.since(start).compareTo(LISTENING_WITHIN) >= 0) {
                asked.filter(port -> isThereStill(port, request)).ifPresent(session.refusingPorts()::add);
                return answer;
            }
            tellThatWaiting(request, reason);
            session.pause(UNTIL_IT_LISTENS);
            answer = session.cluster().send(request);
        }
        return answer;
    }

    /** What was seen of its containers may be from before they started again, so that is read anew. */
    private boolean isKnownToRefuse(PodRequest request) throws InterruptedException {
        return isKnown(request, session.state()) && isKnown(request, session.confirmedState());
    }

    private boolean isKnown(PodRequest request, ClusterState state) {
        return RefusingPorts.Port.of(request, state).filter(session.refusingPorts()::contains).isPresent();
    }

    private boolean isThereStill(RefusingPorts.Port port, PodRequest request) {
        return RefusingPorts.Port.of(request, session.state()).filter(port::equals).isPresent();
    }

    private void tellThatWaiting(PodRequest request, String reason) {
        taking.waiting().accept(new Outlook(
                List.of(new Standing(Standing.Condition.STARTING, request.target().toString(), reason, ""))));
    }

    private Taken unanswered(PodRequest request, Evidence.Request sent, String reason) {
        return taking.failed("an answer to " + request.method() + " " + request.path() + " from " + request.target()
                + ", port " + request.port(), reason, new Evidence.NoAnswer(sent, reason));
    }

    private static Map<String, String> headers(Http step, Filling filling, String body) {
        Map<String, String> headers = new HashMap<>();
        if (!body.isEmpty() && step.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "text/plain; charset=utf-8");
        }
        step.headers().forEach((name, value) -> headers.put(name, filling.text(value, HttpStep::inOneLine)));
        return headers;
    }

    private static String describe(PodRequest request, PodAnswer.Answered answered) {
        String body = answered.body().strip();
        return request.method() + " " + request.path() + " was answered with status " + answered.status()
                + (body.isEmpty() ? " and an empty body" : " and " + body);
    }

    private static String inOneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "");
    }
}
