package dev.statelab.cli.tasks;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Text;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grader tasks}: lists the tasks that there are. */
@Command(name = "tasks", mixinStandardHelpOptions = true, description = {
    "Lists the tasks that there are. Its commands show one, look for mistakes in them, and begin a new one."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader tasks",
    "  grader tasks show task-02",
    "  grader tasks new my-task --tasks my-course/tasks",
    "  grader tasks lint --tasks my-course/tasks"
})
public final class TasksCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;

    @Mixin
    private final TasksOption tasks = new TasksOption();

    private TasksCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    /** The command with its own commands. */
    public static CommandLine of(Screen screen, Installation installation) {
        TasksCommand command = new TasksCommand(screen, installation);
        return new CommandLine(command)
                .addSubcommand(new ShowCommand(screen, command))
                .addSubcommand(new LintCommand(screen, command))
                .addSubcommand(new NewCommand(screen, command));
    }

    /** The folder that {@code --tasks} names, here or after one of the commands. */
    TaskFolder folder() {
        return tasks.in(installation);
    }

    /** The same where it may be a new one. */
    TaskFolder folderToBe() {
        return tasks.toBe(installation);
    }

    /** True when it is not the one that comes with the grader. */
    boolean isOwn(TaskFolder folder) {
        return !folder.equals(installation.tasks());
    }

    @Override
    public Integer call() {
        TaskFolder folder = folder();
        List<String> names = folder.names();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        for (String name : names) {
            screen.out().println(Text.line(name) + " ".repeat(width - name.length() + 2) + about(folder, name));
        }
        if (names.isEmpty()) {
            screen.out().println("No task is in " + folder.path() + ".");
        }
        screen.out().flush();
        return ExitCode.PASSED;
    }

    private static String about(TaskFolder folder, String name) {
        return switch (TaskReader.read(folder.taskFile(name))) {
            case ReadTask(Task task, var _) -> Text.line(task.title()) + " (" + task.maxPoints() + " points, version "
                    + Text.line(task.version()) + ")";
            case Faulty(var mistakes, var _) -> "cannot be graded with: " + mistakes.size()
                    + (mistakes.size() == 1 ? " mistake" : " mistakes") + ", see grader tasks lint";
        };
    }
}
