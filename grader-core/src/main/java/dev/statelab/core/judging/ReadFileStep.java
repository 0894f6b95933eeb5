package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.Ended;
import dev.statelab.core.judging.FileTool.Look;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.action.ReadFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a file in a container, with whichever stock tool the container has: {@code stat}, or else {@code ls}; then
 * {@code cat} for the content. A shell does both at once, where there is one: a command of its own takes its time on a cluster.
 * What the container's own user may not see is an observation as well. Where a container has none of these tools, or cannot be
 * asked, an optional file is passed over.
 */
final class ReadFileStep {

    private static final int MAX_CONTENT = 1024 * 1024;
    private static final int MAX_METADATA = 16 * 1024;

    /** The attributes go to standard error, so that standard output has the content and nothing else. */
    private static final String STAT_AND_CAT = "stat -L -c '" + FileTool.FORMAT
            + "' \"$0\" >&2 && { [ ! -f \"$0\" ] || cat \"$0\"; }";

    private final Taking taking;
    private final Session session;

    ReadFileStep(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    /** Which file. */
    private record Place(String pod, String container, String path) {

        @Override
        public String toString() {
            return path + " in pod " + pod;
        }
    }

    Taken read(ReadFile step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String pod = filling.podName(step.pod());
        Place place = new Place(pod, filling.container(step.container(), pod), filling.text(step.path()));
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        return switch (look(step, place)) {
            case Taken.Ended(Outcome outcome, var _) when step.optional() ->
                seen(place, Map.of(), "it could not be looked at: " + why(outcome));
            case Taken taken -> taken;
        };
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inconclusive(Cause cause) -> cause.message();
            case Outcome.Failed(var finding) -> finding.found();
            case Outcome.Passed _,Outcome.Partial _,Outcome.Blocked _ -> throw new IllegalStateException(
                    outcome.toString());
        };
    }

    /** What a shell cannot tell, or not without doubt, is asked one by one. */
    private Taken look(ReadFile step, Place place) throws InterruptedException {
        CommandAnswer answer = run(step, place, List.of("sh", "-c", STAT_AND_CAT, place.path()), MAX_CONTENT);
        if (answer instanceof Ended ended) {
            List<String> lines = ended.stderr().text().lines().toList();
            // Others are the shell's own: it has no such program, or it was ended.
            boolean isOfTools = ended.exitCode() <= 1;
            if (isOfTools && !lines.isEmpty()
                    && FileTool.STAT.found(lines.getFirst()) instanceof Look.Found(var file)) {
                return seen(place, file, ended, String.join("\n", lines.subList(1, lines.size())));
            }
        } else if (!(answer instanceof CommandAnswer.NotStarted)) {
            return ended(place, answer);
        }
        return lookWithoutShell(step, place);
    }

    private Taken lookWithoutShell(ReadFile step, Place place) throws InterruptedException {
        String why = "";
        for (FileTool tool : FileTool.values()) {
            CommandAnswer answer = run(step, place, tool.command(place.path()), MAX_METADATA);
            if (answer instanceof Ended ended) {
                return switch (tool.read(ended)) {
                    case Look.Found(Map<String, Object> file) -> withContent(step, place, file);
                    case Look.Absent(String message) -> seen(place, Map.of("exists", false), message);
                    case Look.Hidden(String message) -> seen(place, Map.of(), message);
                    case Look.Unclear(String message) -> Taking.impossible("Expected to look at " + place + " with `"
                            + tool.command(place.path()).getFirst() + "`, which printed: " + message);
                };
            }
            if (!(answer instanceof CommandAnswer.NotStarted(String reason))) {
                return ended(place, answer);
            }
            why = reason;
        }
        return Taking
                .impossible("Expected to look at " + place + ", but its container has neither stat nor ls: " + why);
    }

    private Taken withContent(ReadFile step, Place place, Map<String, Object> file) throws InterruptedException {
        if (!isRegular(file)) {
            return seenOther(place, file);
        }
        CommandAnswer answer = run(step, place, List.of("cat", place.path()), MAX_CONTENT);
        return answer instanceof Ended cat ? seen(place, file, cat, cat.stderr().text()) : ended(place, answer);
    }

    private static boolean isRegular(Map<String, Object> file) {
        return FileTool.REGULAR.equals(file.get("type"));
    }

    private static Taken seenOther(Place place, Map<String, Object> file) {
        return seen(place, file, "it is a " + file.get("type"));
    }

    /**
     * @param cat wrote the content
     * @param complaint of {@code cat}
     */
    private static Taken seen(Place place, Map<String, Object> file, Ended cat, String complaint) {
        if (!isRegular(file)) {
            return seenOther(place, file);
        }
        if (cat.exitCode() != 0) {
            return seen(place, file, complaint.strip());
        }
        Map<String, Object> whole = new HashMap<>(file);
        whole.put("content", cat.stdout().text());
        whole.put("sha256", cat.stdout().sha256());
        String content = cat.stdout().text().strip();
        return seen(place, whole, content.isEmpty() ? "it is empty" : "it has the content " + content);
    }

    private CommandAnswer run(ReadFile step, Place place, List<String> words, int maxOutput)
            throws InterruptedException {
        return session.cluster().exec(new Command(session.namespace(), place.pod(), place.container(), words, maxOutput,
                step.timeout()));
    }

    private static Taken seen(Place place, Map<String, Object> file, String found) {
        return new Taken.Done(Map.of(ReadFile.FILE, file), place + ": " + found,
                List.of(new Evidence.SeenFile(place.pod(), place.container(), place.path(), attributes(file),
                        Optional.ofNullable(file.get("sha256")).map(Object::toString).orElse(""), found)));
    }

    private static String attributes(Map<String, Object> file) {
        return file.containsKey("mode")
                ? file.get("type") + " of " + file.get("size") + " bytes, mode " + file.get("mode") + ", owner "
                        + file.get("uid") + ":" + file.get("gid")
                : "";
    }

    private Taken ended(Place place, CommandAnswer answer) {
        return switch (answer) {
            case Ended(int exitCode, var _, var _, var _) ->
                throw new IllegalArgumentException("ended with " + exitCode);
            case CommandAnswer.NotStarted(String reason) ->
                Taking.impossible("Expected to read " + place + ", but its container has no cat: " + reason);
            case CommandAnswer.NotRunning(String reason) ->
                taking.failed("a running container to read " + place + " from", reason);
            case CommandAnswer.NoEnd(String reason, var _, var _) ->
                taking.failed(place + " to be read in time", reason);
            case CommandAnswer.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }
}
