package dev.statelab.cli.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import dev.statelab.core.report.ClusterJson;
import dev.statelab.core.report.ClusterLine;
import dev.statelab.core.submission.Clocks;
import dev.statelab.core.submission.Course;
import dev.statelab.core.submission.HandedIn;
import dev.statelab.core.submission.Rescore;
import dev.statelab.core.submission.SealCheck;
import dev.statelab.core.submission.SealCheck.Changed;
import dev.statelab.core.submission.SealCheck.Intact;
import dev.statelab.core.submission.Submission;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grader submission verify}: checks what students handed in. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
    "Checks what students handed in: that nothing was changed since it was sealed, the version of the task, the "
            + "deadline, that the points add up, and that they follow from the sealed objects. What rests on an "
            + "application's answers cannot be judged again. Of several files, it says which of different students have "
            + "an evaluation, an object or a cluster in common.",
    "A seal that is not your course's proves that the file is unchanged, not that it is honest."
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    "0:every file holds",
    "1:at least one does not, or is late",
    "2:wrong usage, or a file that cannot be read"
}, footerHeading = "%nExamples:%n", footer = "  grader submission verify --course course.yaml handed-in/*.json")
final class VerifyCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What was handed in.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final CourseFile course = new CourseFile();

    private final List<HandedIn> intact = new ArrayList<>();

    VerifyCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() {
        Optional<Course> settings = course.read(installation);
        TaskFolder folder = tasks.in(installation);
        int worst = ExitCode.PASSED;
        for (Path file : files) {
            worst = Math.max(worst, verify(file, folder, settings));
        }
        // Not a problem of any one of them: who shares what with whom, and why, a person finds out.
        HandedIn.inCommon(intact).forEach(common -> screen.out().println(Text.line("noticed: "
                + common.works().stream().map(each -> each.file() + " (" + each.student() + ")")
                        .collect(Collectors.joining(" and "))
                + " have in common " + common.sign())));
        screen.out().flush();
        return worst;
    }

    private int verify(Path file, TaskFolder folder, Optional<Course> settings) {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(Submission.LARGEST + 1);
        } catch (IOException unreadable) {
            screen.out().println(Text.line(file.toString()) + ": cannot be read: " + Text.line(unreadable.toString()));
            return ExitCode.USAGE;
        }
        if (bytes.length > Submission.LARGEST) {
            return tell(file, "REFUSED", List.of("it is larger than any submission"));
        }
        return switch (SealCheck.of(bytes)) {
            case Changed(List<String> where) -> tell(file, "REFUSED", where.stream().map(each -> "changed: " + each)
                    .toList());
            case Intact(ObjectNode content, PublicKey key) -> judge(file, content, key, folder, settings);
        };
    }

    private int judge(Path file, ObjectNode content, PublicKey key, TaskFolder folder, Optional<Course> settings) {
        intact.add(HandedIn.of(file.toString(), content));
        List<String> problems = new ArrayList<>();
        String task = content.path("evaluation").path("task").asText();
        List<String> notes = new ArrayList<>(List.of(content.path("student").asText() + ", " + task + " version "
                + content.path("evaluation").path("taskVersion").asText() + ", number "
                + content.path("number").asText() + ", " + content.path("submittedAt").asText() + ": "
                + content.path("evaluation").path("score").asText() + " of "
                + content.path("evaluation").path("maxScore").asText()));
        notes.add(settings.filter(known -> known.key().equals(key)).isPresent()
                ? "sealed with the course's key: authoritative"
                : "sealed with a key of the student's: unchanged since, which does not prove how the score came about");
        notes.add("cluster: " + ClusterLine.of(ClusterJson.read(content.path("evaluation"))));
        content.at("/evaluation/noticed").forEach(remark -> notes.add("noticed: " + remark.asText()));
        Clocks.odd(content).ifPresent(remark -> notes.add("noticed: " + remark));
        settings.ifPresent(known -> checkDeadline(content, known, problems));
        if (!folder.names().contains(task)) {
            problems.add("there is no task " + Text.quote(task) + " here to judge it by");
        } else {
            rescore(content, folder.read(task), problems, notes);
        }
        List<String> lines = new ArrayList<>(notes);
        problems.forEach(problem -> lines.add("problem: " + problem));
        return tell(file, problems.isEmpty() ? "OK" : "PROBLEM", lines);
    }

    private static void checkDeadline(ObjectNode content, Course course, List<String> problems) {
        try {
            if (Instant.parse(content.path("submittedAt").asText()).isAfter(course.deadline())) {
                problems.add("late: the deadline was " + course.deadline());
            }
        } catch (DateTimeException unreadable) {
            problems.add("it does not say when it was handed in");
        }
        if (!content.path("course").asText().equals(course.name())) {
            problems.add("it was handed in for the course " + Text.quote(content.path("course").asText()));
        }
    }

    private static void rescore(ObjectNode content, Task task, List<String> problems, List<String> notes) {
        String version = content.path("evaluation").path("taskVersion").asText();
        if (!version.equals(task.version())) {
            problems.add("it was graded with version " + version + " of the task, and this is version "
                    + task.version());
            return;
        }
        Rescore again = Rescore.of(content, task);
        problems.addAll(again.contradictions());
        notes.add("judged again from the sealed objects: " + again.judgedAgain() + " of " + task.criteria().size()
                + " criteria as sealed" + (again.notJudgedAgain() == 0
                        ? ""
                        : "; " + again.notJudgedAgain() + " rest on the application's answers"));
    }

    private int tell(Path file, String verdict, List<String> lines) {
        screen.out().println(Text.line(file.toString()) + ": " + verdict);
        lines.forEach(line -> screen.out().println("  " + Text.line(line)));
        return verdict.equals("OK") ? ExitCode.PASSED : ExitCode.BELOW_PASS_MARK;
    }
}
