package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.Exec;
import java.util.List;
import java.util.Map;

/** Runs a command in a container. */
final class ExecStep {

    private static final int MAX_OUTPUT = 1024 * 1024;

    private final Taking taking;
    private final Session session;

    ExecStep(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    Taken run(Exec step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String pod = filling.podName(step.pod());
        String container = filling.container(step.container(), pod);
        List<String> words = step.command().stream().map(filling::text).toList();
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        Command command = new Command(session.namespace(), pod, container, words, MAX_OUTPUT, step.timeout());
        Evidence.Command sent = new Evidence.Command(pod, container, words);
        String what = "`" + String.join(" ", words) + "` in pod " + pod;
        return switch (session.cluster().exec(command)) {
            case CommandAnswer.Ended ended -> new Taken.Done(Map.of(Exec.OUTPUT, output(ended)), describe(what, ended),
                    List.of(new Evidence.Ran(sent, ended.exitCode(), ended.stdout().text(), ended.stderr().text())));
            case CommandAnswer.NotStarted(String reason) when step.required() ->
                taking.failed(what + " to start", reason, new Evidence.DidNotRun(sent, reason));
            case CommandAnswer.NotStarted(String reason) -> Taking.impossible("Expected to run " + what
                    + ", but the container cannot: " + reason, new Evidence.DidNotRun(sent, reason));
            case CommandAnswer.NotRunning(String reason) ->
                taking.failed("a running container for " + what, reason, new Evidence.DidNotRun(sent, reason));
            case CommandAnswer.NoEnd(String reason, var _, var _) ->
                taking.failed(what + " to end", reason, new Evidence.DidNotRun(sent, reason));
            case CommandAnswer.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private static Map<String, Object> output(CommandAnswer.Ended ended) {
        return Map.of("exitCode", (long) ended.exitCode(), "stdout", ended.stdout().text(), "stderr",
                ended.stderr().text());
    }

    private static String describe(String what, CommandAnswer.Ended ended) {
        String printed = (ended.stdout().text() + ended.stderr().text()).strip();
        return what + " ended with exit code " + ended.exitCode()
                + (printed.isEmpty() ? " and printed nothing" : " and printed " + printed);
    }
}
