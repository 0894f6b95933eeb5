package dev.statelab.cli.tasks;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.core.result.Credit;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.RubricTable;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader tasks show}: prints the rubric and the statement of a task. */
@Command(name = "show", mixinStandardHelpOptions = true, description = {
    "Prints what a task gives points for, and what students read."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader tasks show task-02",
    "  grader tasks show task-02 --markdown"
})
final class ShowCommand implements Callable<Integer> {

    private final Screen screen;
    private final TasksCommand tasks;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String name = "";

    @Option(names = "--markdown", description = "Print nothing but the table of points, in Markdown.")
    private boolean markdown;

    ShowCommand(Screen screen, TasksCommand tasks) {
        this.screen = screen;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        TaskFolder folder = tasks.folder();
        Task task = folder.read(name);
        if (markdown) {
            screen.out().print(harmless(RubricTable.markdown(task)));
        } else {
            rubric(task);
            statement(folder.statement(name));
        }
        screen.out().flush();
        return ExitCode.PASSED;
    }

    private void rubric(Task task) {
        PrintWriter out = screen.out();
        out.println(Text.line(task.name()) + ": " + Text.line(task.title()));
        out.println("version " + Text.line(task.version()) + ", namespace " + task.namespace());
        out.println();
        if (!task.parameters().isEmpty()) {
            out.println("Found in the work, or named by --param:");
            task.parameters().forEach(
                    parameter -> out.println("  " + parameter.id() + ": " + Text.line(parameter.title())));
            out.println();
        }
        for (Criterion criterion : task.criteria()) {
            out.println("%6d  %s".formatted(criterion.points(), Text.line(criterion.title())) + note(criterion)
                    + (criterion.needs().isEmpty() ? "" : " (needs " + String.join(", ", criterion.needs()) + ")"));
        }
        out.println("%6d  in all; %d are needed to pass".formatted(task.maxPoints(), task.passMark()));
    }

    private static String note(Criterion criterion) {
        return criterion.credit() == Credit.REGULAR ? "" : ", " + criterion.credit().name().toLowerCase(Locale.ROOT);
    }

    private void statement(Path file) {
        if (!Files.isRegularFile(file)) {
            screen.err().println("It has no statement: there is no " + file + ".");
            return;
        }
        try {
            screen.out().println();
            screen.out().print(harmless(Files.readString(file)));
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The statement " + file + " cannot be read: " + e, e);
        }
    }

    /** As it is written, but for what a terminal would act on. */
    private static String harmless(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }
}
