package dev.statelab.cli.tasks;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.core.task.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grader tasks lint}: says everything that is wrong with tasks and their statements. */
@Command(name = "lint", mixinStandardHelpOptions = true, description = {
    "Says everything that is wrong with tasks, each with its place, what was expected and what was found. A task with a "
            + "mistake is never graded with; a warning is only told here."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader tasks lint",
    "  grader tasks lint task-02 --fix",
    "  grader tasks lint my-course/tasks/my-task/task.yaml"
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {" 0:no mistakes; perhaps warnings", " 2:mistakes"})
final class LintCommand implements Callable<Integer> {

    private final Screen screen;
    private final TasksCommand tasks;

    @Parameters(paramLabel = "TASK|FILE", arity = "0..*", description = "Names of tasks, or task files; all tasks unless given.")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--fix", description = "Write the table of points into each statement that has another one.")
    private boolean fix;

    LintCommand(Screen screen, TasksCommand tasks) {
        this.screen = screen;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        List<Path> files = files(tasks.folder());
        int mistakes = 0;
        int warnings = 0;
        for (Path file : files) {
            TaskLint lint = TaskLint.of(file);
            if (fix && lint.fixedStatement().isPresent()) {
                write(lint.statement(), lint.fixedStatement().get());
                screen.out().println(lint.statement() + ": the table of points is written");
                lint = TaskLint.of(file);
            }
            print("error", lint.mistakes());
            print("warning", lint.warnings());
            mistakes += lint.mistakes().size();
            warnings += lint.warnings().size();
        }
        screen.out().println(count(files.size(), "task") + ": " + count(mistakes, "mistake") + ", "
                + count(warnings, "warning"));
        screen.out().flush();
        return mistakes == 0 ? ExitCode.PASSED : ExitCode.USAGE;
    }

    private List<Path> files(TaskFolder folder) {
        if (wanted.isEmpty()) {
            return folder.names().stream().map(folder::taskFile).toList();
        }
        List<Path> files = new ArrayList<>();
        for (String name : wanted) {
            Path path = Path.of(name);
            if (folder.names().contains(name)) {
                files.add(folder.taskFile(name));
            } else if (Files.isDirectory(path)) {
                files.add(path.resolve("task.yaml"));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                folder.requireTask(name);
            }
        }
        return files;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The table of points could not be written: " + e, e);
        }
    }

    private void print(String severity, List<Mistake> mistakes) {
        mistakes.forEach(mistake -> screen.out().println(Text.line("%s:%d:%d: %s: expected %s, found %s".formatted(
                mistake.file(), mistake.line(), mistake.column(), severity, mistake.expected(), mistake.found()))));
    }

    private static String count(int number, String what) {
        return (number == 0 ? "no" : Integer.toString(number)) + " " + what + (number == 1 ? "" : "s");
    }
}
