package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.result.Evidence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up a name from inside a pod, with the container's own tools, as a second proof of what the EndpointSlices say. It
 * takes no points: where the container has no tool for it, that is noted, and where it finds something else, DNS and
 * EndpointSlices contradict each other, and nobody knows.
 */
final class InsideLookup {

    /** How long a DNS server may keep that a name does not resolve (CoreDNS, plugin cache: 30 s in common Corefiles). */
    private static final Duration REMEMBERED = Duration.ofSeconds(35);

    private static final Duration UNTIL_REPEATED = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 16 * 1024;
    private static final List<String> GETENT = List.of("getent", "hosts");
    private static final List<String> NSLOOKUP = List.of("nslookup");
    /** What the search list of a pod adds behind its namespace, where the cluster has the usual domain. */
    private static final String USUAL_DOMAIN = ".svc.cluster.local";

    private final Taking taking;
    private final Session session;

    InsideLookup(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    /**
     * Confirms a name.
     *
     * @param done what the step has found so far
     * @param addresses of which one must be found
     */
    Taken confirm(Taken.Done done, String name, List<String> addresses, String pod) throws InterruptedException {
        String container = Containers.usual(taking.judge().picture().state(), pod);
        for (List<List<String>> tool : tools(name)) {
            Asked asked = repeat(tool, pod, container, addresses);
            if (!(asked.answer() instanceof CommandAnswer.NotStarted)) {
                return confirmed(done, asked.command(), asked.answer(), addresses);
            }
        }
        return done.and(new Evidence.Happened("name " + name, "NotSeenFromInside",
                "pod " + pod + " has neither getent nor nslookup to look it up with"));
    }

    /**
     * Each tool in the ways in which it may find the name: BusyBox' {@code nslookup} completes no name that has a dot (1.36.1,
     * tried on Kubernetes 1.32), although everything else in its container does.
     */
    private List<List<List<String>>> tools(String name) {
        return List.of(List.of(words(GETENT, name)), List.of(words(NSLOOKUP, name),
                words(NSLOOKUP, name + "." + session.namespace() + USUAL_DOMAIN)));
    }

    private static List<String> words(List<String> tool, String name) {
        return Stream.concat(tool.stream(), Stream.of(name)).toList();
    }

    private record Asked(Command command, CommandAnswer answer) {}

    private Taken confirmed(Taken.Done done, Command command, CommandAnswer answer, List<String> addresses) {
        String lookup = String.join(" ", command.words()) + " in pod " + command.pod();
        return switch (answer) {
            case CommandAnswer.Ended ended when agrees(ended, addresses) ->
                done.and(new Evidence.Happened("pod " + command.pod(), "SeenFromInside", lookup + " finds it"));
            case CommandAnswer.Ended _ -> Taking.inconclusive(new Cause(Cause.Reason.SERVER_ERROR,
                    "the EndpointSlices say " + String.join(", ", addresses) + ", but " + lookup
                            + " does not find that; check the cluster's DNS and the pod's dnsPolicy"));
            case CommandAnswer.NotStarted(String reason) -> Taking.impossible(lookup + ": " + reason);
            case CommandAnswer.NotRunning(String reason) -> taking.failed("a container in which " + lookup + " can run",
                    reason);
            case CommandAnswer.NoEnd(String reason, var _, var _) ->
                Taking.inconclusive(new Cause(Cause.Reason.TIMED_OUT, lookup + ": " + reason));
            case CommandAnswer.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private Asked repeat(List<List<String>> ways, String pod, String container, List<String> addresses)
            throws InterruptedException {
        long start = session.ticks();
        Asked asked = ask(ways, pod, container, addresses);
        while (asked.answer() instanceof CommandAnswer.Ended ended && !agrees(ended, addresses)
                && session.since(start).compareTo(REMEMBERED) < 0) {
            taking.waiting().accept(new Outlook(List.of(new Standing(Standing.Condition.STARTING,
                    String.join(" ", ways.getFirst()), "not found from pod " + pod + " yet", ""))));
            session.pause(UNTIL_REPEATED);
            asked = ask(ways, pod, container, addresses);
        }
        return asked;
    }

    /** One way after the other, until one finds it or cannot be gone. */
    private Asked ask(List<List<String>> ways, String pod, String container, List<String> addresses)
            throws InterruptedException {
        Asked asked = ask(ways.getFirst(), pod, container);
        for (List<String> next : ways.subList(1, ways.size())) {
            if (!(asked.answer() instanceof CommandAnswer.Ended ended) || agrees(ended, addresses)) {
                return asked;
            }
            asked = ask(next, pod, container);
        }
        return asked;
    }

    private Asked ask(List<String> words, String pod, String container) throws InterruptedException {
        Command command = new Command(session.namespace(), pod, container, words, MAX_OUTPUT, TIMEOUT);
        return new Asked(command, session.cluster().exec(command));
    }

    /** Whatever the exit code: {@code nslookup} has another one than 0 also when it found one kind of address alone. */
    private static boolean agrees(CommandAnswer.Ended ended, List<String> addresses) {
        Set<String> words = Arrays.stream(ended.stdout().text().split("\\s+")).collect(Collectors.toSet());
        return addresses.stream().anyMatch(words::contains);
    }
}
