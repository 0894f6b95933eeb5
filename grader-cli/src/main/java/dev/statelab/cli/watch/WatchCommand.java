package dev.statelab.cli.watch;

import dev.statelab.cli.ClusterOptions;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Grading;
import dev.statelab.cli.Installation;
import dev.statelab.cli.NamedOption;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TasksOption;
import dev.statelab.cli.Watched;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grader watch}: shows the rubric, and shows it again whenever something changes. */
@Command(name = "watch", mixinStandardHelpOptions = true, description = {
    "Shows the rubric of a task live: follows the cluster, and judges again whenever something changes there.",
    "What disturbs pods, such as deleting one, is judged when you press Enter. The other criteria are judged by themselves,"
            + " those that ask your application at most once a second. q or Ctrl-C ends it. In a pipe, each change is a line."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader watch task-02",
    "  grader watch task-02 --namespace alice"
})
public final class WatchCommand implements Callable<Integer> {

    private final Screen screen;
    private final Installation installation;
    private final BufferedReader input;
    private final InstantSource clock;

    @Parameters(paramLabel = "TASK", description = "The task's name, such as task-02.")
    private String taskName = "";

    @Mixin
    private final TasksOption tasks = new TasksOption();

    @Mixin
    private final ClusterOptions where = new ClusterOptions();

    @Mixin
    private final NamedOption parameters = new NamedOption();

    /** @param input what the user types, where that is no terminal */
    public WatchCommand(Screen screen, Installation installation, BufferedReader input, InstantSource clock) {
        this.screen = screen;
        this.installation = installation;
        this.input = input;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Task task = tasks.in(installation).read(taskName);
        Map<String, String> named = parameters.of(task, List.of());
        String namespace = where.namespace(task);
        try (OpenCluster open = where.open()) {
            Grading grading = new Grading(screen, open);
            grading.requireNamespace(namespace);
            Set<ResourceKind> kinds = Evaluator.kinds(task);
            try (StateFeed feed = open.cluster().observe(namespace, kinds)) {
                watch(task, new Watched(open.cluster(), namespace, kinds, feed),
                        options -> options.withSpeed(open.speed()).withNamed(named),
                        () -> grading.grade(task, namespace, named));
            }
        }
        return ExitCode.PASSED;
    }

    private void watch(Task task, Watched cluster, UnaryOperator<EvaluationOptions> options,
            Watching.Everything everything) {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        ZoneId zone = ZoneId.systemDefault();
        if (screen.interactive()) {
            try (OpenTerminal terminal = OpenTerminal.open(screen, events::add);
                    View view = terminal.view(screen, task.name() + " · " + task.title())) {
                new Watching(new LiveRubric(task), cluster, options, view, screen, events, everything, clock, zone)
                        .run();
                return;
            } catch (IOException noTerminal) {
                screen.err().println("This terminal cannot be painted on, so each change is a line: " + noTerminal);
            }
        }
        Keys.ofLines(input, events::add);
        try (View view = new LinesView(screen, clock, zone)) {
            new Watching(new LiveRubric(task), cluster, options, view, screen, events, everything, clock, zone).run();
        }
    }
}
