package dev.statelab.hostile.text;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever prints, renders, reads or writes files is known here. Somebody who is new has to be put where he or she belongs,
 * after a look at what that is about: escaping for what goes out, {@code core.Limits} for what comes in.
 */
class WaysOutTest {

    private static final JavaClasses GRADER = new ClassFileImporter().withImportOption(
            location -> !location.contains("/test-classes/") && !location.contains("-test/"))
            .importPackages("dev.statelab.core", "dev.statelab.kube", "dev.statelab.batch", "dev.statelab.cli");
    private static final JavaClasses TRIALS = new ClassFileImporter().importPackages("dev.statelab.hostile.fuzz");

    private static final Set<String> PRINTING = Set.of("print", "println", "printf", "write", "append", "format");
    private static final Set<String> READING = Set.of("readAllBytes", "readString", "readAllLines", "lines",
            "readAllAsString", "newInputStream", "newBufferedReader", "readNBytes", "transferTo");
    private static final Set<String> WRITING = Set.of("write", "writeString", "newOutputStream", "newBufferedWriter",
            "newByteChannel");

    /** What they print is their own words, names from the user's command line, or rendered by others of their package. */
    private static final Set<String> PRINT_THEIR_OWN = Set.of("cli.DemoCommand", "cli.LabDownCommand",
            "cli.LabImagesCommand", "cli.check.CheckCommand", "cli.verify.Counting", "cli.verify.VerifyCommand",
            "cli.watch.WatchCommand");

    /**
     * They write what was rendered, an own record, a student's file into its own folder, a chart for Helm, or, when the grader
     * is built, what is kept beside its jars.
     */
    private static final Set<String> WRITE_FILES = Set.of("batch.result.AtomicFile", "batch.result.Journal",
            "batch.submission.Unpacking", "cli.LabKubeconfig", "cli.ReportFile", "cli.home.PrivateFolder",
            "cli.submission.SubmitCommand", "cli.tasks.LintCommand", "cli.tasks.Skeleton",
            "cli.verify.ReferenceSolution", "core.expression.CheckedExpressions", "kube.apply.ChartValues",
            "kube.apply.ValueProbes", "kube.helm.HelmWorker", "kube.release.ChartFiles", "kube.release.StoredChart");

    /** Files of the program, of its user, of an instructor, and of earlier runs; and what Helm, as this program, says. */
    private static final Set<String> READ_TRUSTED = Set.of("batch.report.ClassPage", "batch.result.Journal",
            "batch.result.ResultsFolder", "cli.Installation", "cli.LabKubeconfig", "cli.Screen", "cli.batch.Rubrics",
            "cli.change.Note", "cli.history.History", "cli.submission.Identity", "cli.tasks.ShowCommand",
            "cli.tasks.Skeleton", "cli.tasks.TaskLint", "cli.verify.ReferenceSolution",
            "core.expression.CheckedExpressions", "core.task.YamlFile",
            "kube.connect.CredentialPlugin", "kube.connect.Surroundings", "kube.helm.HelmRequest",
            "kube.helm.HelmWorker");

    /** What others send or hand in, up to a limit each. */
    private static final Set<String> READ_LIMITED = Set.of("batch.csv.SheetReader", "batch.submission.Archive",
            "batch.submission.Writing", "cli.submission.VerifyCommand", "kube.apply.ChartValues",
            "kube.apply.Manifests", "kube.apply.MentionedValues", "kube.apply.ReachingOut", "kube.apply.TemplateLines",
            "kube.apply.ValuesGiven",
            "kube.connect.UntrustedKubeconfig", "kube.http.ApiServer", "kube.http.ChannelSocket", "kube.http.Wire",
            "kube.observe.KindSource", "kube.pod.Captured", "kube.pod.PodCommands", "kube.pod.PodProxy",
            "kube.release.ApiRelay", "kube.release.ChartFiles", "kube.release.StoredRelease");

    /** By their names without {@code dev.statelab.}, those in others as these. */
    private static Set<String> who(Predicate<JavaAccess<?>> does) {
        return GRADER.stream().filter(type -> type.getAccessesFromSelf().stream().anyMatch(does)).map(WaysOutTest::name)
                .collect(toCollection(TreeSet::new));
    }

    private static String name(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "").replace("dev.statelab.", "");
    }

    private static boolean isOf(JavaAccess<?> access, Set<String> members, Class<?>... owners) {
        return members.contains(access.getName())
                && Stream.of(owners).anyMatch(owner -> access.getTargetOwner().isAssignableTo(owner));
    }

    @Test
    void nobody_but_the_screen_has_the_process_own_output() {
        assertThat(who(access -> isOf(access, Set.of("out", "err"), System.class))).containsExactly("cli.Screen");
    }

    @Test
    void who_prints_makes_it_harmless_first() {
        Set<String> printing = who(access -> isOf(access, PRINTING, PrintWriter.class, PrintStream.class)
                || isOf(access, Set.of("out", "err"), Screen.class));
        Set<String> escaping = who(access -> access.getTargetOwner().isEquivalentTo(Text.class)
                || access.getTargetOwner().getPackageName().endsWith(".report"));
        printing.removeAll(escaping);

        assertThat(printing).as("these print, and use neither Text nor a renderer. Use them, show the command hostile"
                + " text in EveryCommandTest, or say here that it prints nothing of others")
                .containsExactlyInAnyOrderElementsOf(PRINT_THEIR_OWN);
    }

    @Test
    void every_renderer_is_tried_with_hostile_texts() {
        Set<String> tried = TRIALS.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName()).collect(toCollection(TreeSet::new));
        boolean more = true;
        while (more) {
            more = tried.addAll(GRADER.stream().filter(type -> tried.contains(type.getName()))
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(dependency -> dependency.getTargetClass().getName()).toList());
        }

        assertThat(GRADER.stream().filter(type -> type.getPackageName().endsWith(".report")
                && !type.isAnonymousClass() && !type.getSimpleName().equals("package-info")).map(JavaClass::getName))
                .as("renderers that nothing in dev.statelab.hostile.fuzz calls: add a property and a fuzz target")
                .isSubsetOf(tried);
    }

    @Test
    void who_writes_files_is_known() {
        assertThat(who(access -> isOf(access, WRITING, Files.class, FileChannel.class)
                || access.getTargetOwner().getName().matches("java\\.io\\.(File(Output|Writer)|RandomAccess).*")))
                .as("who writes files").containsExactlyInAnyOrderElementsOf(WRITE_FILES);
    }

    @Test
    void who_reads_to_the_end_is_known_and_limited_or_trusted() {
        Set<String> known = new TreeSet<>(READ_TRUSTED);
        known.addAll(READ_LIMITED);

        assertThat(who(access -> isOf(access, READING, Files.class, InputStream.class, Reader.class)
                || access.getTargetOwner().getName().matches("(okhttp3\\.ResponseBody|okio\\.).*")))
                .as("who reads to the end of something: take no more than one of core.Limits")
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
