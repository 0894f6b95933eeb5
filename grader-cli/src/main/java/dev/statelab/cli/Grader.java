package dev.statelab.cli;

import dev.statelab.cli.batch.BatchCommand;
import dev.statelab.cli.batch.RegradeCommand;
import dev.statelab.cli.batch.ReportCommand;
import dev.statelab.cli.check.CheckCommand;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.cli.submission.SubmissionCommand;
import dev.statelab.cli.submission.SubmitCommand;
import dev.statelab.cli.tasks.TasksCommand;
import dev.statelab.cli.verify.MutateCommand;
import dev.statelab.cli.verify.VerifyCommand;
import dev.statelab.cli.watch.WatchCommand;
import dev.statelab.kube.helm.HelmCall;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** The {@code grader} command: puts the commands together, and turns what they end with into messages and exit codes. */
public final class Grader {

    /** How long an interrupted command may take to print what it knows and to stop its cluster. */
    private static final long FAREWELL_SECONDS = 15;

    private Grader() {}

    /** Runs the command and ends the process with its exit code; Ctrl-C ends it too, with what was known by then. */
    public static void main(String... args) {
        Silence.keep();
        ChartOption.loadFor(args);
        Thread main = Thread.currentThread();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> endOnSignal(main, ended)));
        Screen screen = Screen.ofProcess(System.getenv());
        int exitCode = written(screen, run(screen, Installation.ofProcess(), args));
        ended.complete(exitCode);
        HelmCall.rest();
        // Nothing is left to do, and System.exit would look for somebody who logs that it was called, for 30 ms.
        Runtime.getRuntime().halt(exitCode);
    }

    /** A report that nobody can read is no report, whatever it said. */
    private static int written(Screen screen, int exitCode) {
        if (!screen.out().checkError()) {
            return exitCode;
        }
        screen.err().println("What was printed could not be written in full: its disk is full, or whoever read it has"
                + " ended.");
        return ExitCode.INCOMPLETE;
    }

    /** Runs the command and leaves the process alone; the exit code. */
    public static int run(Screen screen, Installation installation, String... args) {
        return commandLine(screen, installation, args).execute(args);
    }

    /** All commands, as completion and manual pages describe them. */
    public static CommandLine commandLine() {
        return commandLine(Screen.ofProcess(System.getenv()), Installation.ofProcess());
    }

    /**
     * The command that the arguments begin with, and all where they begin with none: to read the annotations of all takes
     * longer than to check a manifest.
     */
    private static CommandLine commandLine(Screen screen, Installation installation, String... args) {
        RootCommand root = new RootCommand();
        CommandLine grader = new CommandLine(root);
        Map<String, Supplier<Object>> commands = commands(screen, installation);
        Optional<String> named = Stream.of(args).findFirst().filter(commands::containsKey);
        commands.forEach((name, command) -> {
            if (named.isEmpty() || named.get().equals(name)) {
                grader.addSubcommand(name, command.get());
            }
        });
        if (named.isEmpty()) {
            grader.addSubcommand(new GenerateCompletion()).addSubcommand(new HelpCommand());
        }
        grader.setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(55, screen.width()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> explain(exception, screen, root));
        grader.getCommandSpec().versionProvider(new Version(installation));
        return grader;
    }

    /** In the order in which help names them. */
    private static Map<String, Supplier<Object>> commands(Screen screen, Installation installation) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("evaluate", () -> new EvaluateCommand(screen, installation));
        commands.put("watch", () -> new WatchCommand(screen, installation, input, InstantSource.system()));
        commands.put("submit", () -> new SubmitCommand(screen, installation, input,
                PrivateFolder.ofUser(System.getenv()), InstantSource.system()));
        commands.put("submission", () -> SubmissionCommand.of(screen, installation));
        commands.put("check", () -> new CheckCommand(screen, installation));
        commands.put("demo", () -> new DemoCommand(screen, installation));
        commands.put("tasks", () -> TasksCommand.of(screen, installation));
        commands.put("batch",
                () -> new BatchCommand(screen, installation, PrivateFolder.ofUser(System.getenv())));
        commands.put("report", () -> new ReportCommand(screen));
        commands.put("regrade", () -> new RegradeCommand(screen, installation));
        commands.put("verify", () -> new VerifyCommand(screen, installation));
        commands.put("mutate", () -> new MutateCommand(screen, installation));
        commands.put("lab", () -> new CommandLine(new LabCommand())
                .addSubcommand(new LabUpCommand(screen))
                .addSubcommand(new LabDownCommand(screen))
                .addSubcommand(new LabImagesCommand(screen)));
        return commands;
    }

    private static int explain(Exception exception, Screen screen, RootCommand root) {
        if (root.verbose()) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            screen.err().println(harmless(trace.toString().replace("\t", "    ")));
        }
        return switch (exception) {
            case GraderException expected -> {
                screen.err().println(harmless(String.valueOf(expected.getMessage())));
                yield expected.exitCode();
            }
            case InterruptedException _ -> {
                screen.err().println("Interrupted before anything was graded.");
                yield ExitCode.INCOMPLETE;
            }
            default -> {
                screen.err().println("This is a bug of the grader, and says nothing about the work: "
                        + Text.line(exception.toString())
                        + (root.verbose() ? "" : "\nRun it again with --verbose and report what it prints."));
                yield ExitCode.BUG;
            }
        };
    }

    /** Whoever made a message may have forgotten that it has words of others in it. */
    private static String harmless(String message) {
        return message.lines().map(Text::line).collect(Collectors.joining("\n"));
    }

    /** On a signal the command is interrupted and given time to end; after a normal end there is nothing to do. */
    private static void endOnSignal(Thread main, CompletableFuture<Integer> ended) {
        if (ended.isDone()) {
            return;
        }
        main.interrupt();
        try {
            Runtime.getRuntime().halt(ended.get(FAREWELL_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            Runtime.getRuntime().halt(ExitCode.INCOMPLETE);
        }
    }
}
