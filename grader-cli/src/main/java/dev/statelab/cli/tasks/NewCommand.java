package dev.statelab.cli.tasks;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code grader tasks new}: begins a task with one that works. */
@Command(name = "new", mixinStandardHelpOptions = true, description = {
    "Begins a task: writes a task.yaml, a statement, a reference solution that scores 100, and a case. They work as "
            + "they are; change them bit by bit. Nothing is overwritten."
}, footerHeading = "%nExamples:%n", footer = {"  grader tasks new my-task --tasks my-course/tasks"})
final class NewCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Screen screen;
    private final TasksCommand tasks;

    @Parameters(paramLabel = "NAME", description = "Its name: lower-case letters, digits and dashes.")
    private String name = "";

    NewCommand(Screen screen, TasksCommand tasks) {
        this.screen = screen;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw new GraderException(
                    ExitCode.USAGE, "A task's name, which is that of its namespace too, has lower-case"
                            + " letters, digits and dashes, at most 63; found " + Text.quote(name) + ".");
        }
        TaskFolder folder = tasks.folderToBe();
        Path task = folder.path().resolve(name);
        Path solution = folder.referenceSolution(name);
        for (Path path : List.of(task, solution)) {
            if (Files.exists(path)) {
                throw new GraderException(
                        ExitCode.USAGE, path + " is there already. Nothing was written: choose another name, or"
                                + " remove it first.");
            }
        }
        try {
            Skeleton.write(name, folder.path(), solution).forEach(screen.out()::println);
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The task could not be written: " + e, e);
        }
        screen.out().println();
        screen.out().println("Next: grader evaluate " + name + ownFolder(folder) + " --lab --apply "
                + Text.shellWord(solution.toString()));
        screen.out().flush();
        return ExitCode.PASSED;
    }

    private String ownFolder(TaskFolder folder) {
        return tasks.isOwn(folder) ? " --tasks " + Text.shellWord(folder.path().toString()) : "";
    }
}
