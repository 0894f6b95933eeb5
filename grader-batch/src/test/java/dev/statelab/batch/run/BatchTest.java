package dev.statelab.batch.run;

import static dev.statelab.batch.Results.RUBRIC;
import static dev.statelab.batch.Results.graded;
import static dev.statelab.batch.Results.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.batch.Results;
import dev.statelab.batch.result.ResultsException;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.run.Batch.Ended;
import dev.statelab.batch.run.Batch.Ending;
import dev.statelab.kube.connect.UntrustedRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

    private static final BatchProgress SILENT = new BatchProgress() {};

    @TempDir
    private Path parent = Path.of("");

    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

    private static BatchOptions options(int parallel, int perServer, int retries) {
        return new BatchOptions(parallel, perServer, retries, Duration.ofMinutes(1), BatchOptions.NO_DEADLINE,
                Duration.ofMillis(2), Duration.ofMillis(4), UntrustedRules.STRICT);
    }

    private Ended run(OneTry.Grading grading, BatchOptions options, Roster roster) {
        return run(grading, options, roster, new Selection.Rest());
    }

    private Ended run(OneTry.Grading grading, BatchOptions options, Roster roster, Selection selection) {
        return run(counting -> new OneTry(counting, options.perStudent(), SILENT), grading, options, roster, selection);
    }

    private Ended run(Function<OneTry.Grading, OneTry> tried, OneTry.Grading grading, BatchOptions options,
            Roster roster,
            Selection selection) {
        try (ResultsFolder folder = ResultsFolder.open(parent.resolve("out"), true, RUBRIC, roster,
                InstantSource.system())) {
            OneTry.Grading counting = (student, progress) -> {
                tries.computeIfAbsent(student.id(), id -> new AtomicInteger()).incrementAndGet();
                return grading.grade(student, progress);
            };
            return new Batch(tried.apply(counting), "", options, folder, SILENT, new Random(1))
                    .run(roster.students(), selection);
        }
    }

    private int triesAt(String id) {
        return tries.getOrDefault(id, new AtomicInteger()).get();
    }

    private static Status status(Ended ended, String id) {
        return ended.results().entries().stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow()
                .result().status();
    }

    private static String reason(Ended ended, String id) {
        return ended.results().entries().stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow()
                .result().troubleMessage();
    }

    private static StudentOutcome never() throws InterruptedException {
        new CountDownLatch(1).await();
        return graded(true);
    }

    @Test
    void everybody_is_graded_once() {
        Ended ended = run((student, progress) -> graded(true), options(2, 2, 1), Results.roster("a", "b", "c"));

        assertThat(ended.ending()).isEqualTo(Ending.DONE);
        assertThat(ended.results().count(Status.GRADED)).isEqualTo(3);
        assertThat(tries.values()).allMatch(count -> count.get() == 1);
    }

    @Test
    void who_is_done_is_not_graded_again() {
        Ended _ = run((student, progress) -> graded(true), options(2, 2, 1), Results.roster("a"));
        Ended again = run((student, progress) -> graded(true), options(2, 2, 1), Results.roster("a", "b"));

        assertThat(triesAt("a")).isEqualTo(1);
        assertThat(again.results().count(Status.GRADED)).isEqualTo(2);
    }

    @Test
    void only_who_is_named_is_graded_also_when_done() {
        Ended _ = run((student, progress) -> graded(false), options(2, 2, 1), Results.roster("a", "b"));
        Ended _ = run((student, progress) -> graded(true), options(2, 2, 1), Results.roster("a", "b", "c"),
                new Selection.These(Set.of("a")));

        assertThat(triesAt("a")).isEqualTo(2);
        assertThat(triesAt("b")).isEqualTo(1);
        assertThat(triesAt("c")).isZero();
    }

    @Test
    void who_could_not_be_graded_is_graded_again_when_asked_for() {
        Ended _ = run((student, progress) -> student.id().equals("a") ? trouble(Kind.FORBIDDEN) : graded(true),
                options(2, 2, 0), Results.roster("a", "b"));
        Ended again = run((student, progress) -> graded(true), options(2, 2, 0), Results.roster("a", "b"),
                new Selection.RestAndIncomplete());

        assertThat(again.results().count(Status.GRADED)).isEqualTo(2);
        assertThat(triesAt("b")).isEqualTo(1);
    }

    @Test
    void trouble_that_may_pass_is_tried_again() {
        Ended ended = run((student, progress) -> triesAt("a") < 3 ? trouble(Kind.UNREACHABLE) : graded(true),
                options(2, 2, 2), Results.roster("a"));

        assertThat(triesAt("a")).isEqualTo(3);
        assertThat(status(ended, "a")).isEqualTo(Status.GRADED);
    }

    @Test
    void trouble_that_stays_is_listed_for_a_person_without_a_score() {
        Ended ended = run((student, progress) -> trouble(Kind.TIMED_OUT), options(2, 2, 2), Results.roster("a"));

        assertThat(triesAt("a")).isEqualTo(3);
        assertThat(status(ended, "a")).isEqualTo(Status.NOT_GRADED);
    }

    @Test
    void trouble_that_does_not_pass_by_itself_is_not_tried_again() {
        Ended _ = run((student, progress) -> trouble(Kind.FORBIDDEN), options(2, 2, 2), Results.roster("a"));

        assertThat(triesAt("a")).isEqualTo(1);
    }

    @Test
    void a_bug_met_by_one_student_is_one_students() {
        Ended ended = run((student, progress) -> {
            if (student.id().equals("a")) {
                throw new IllegalStateException("oops");
            }
            return graded(true);
        }, options(2, 2, 1), Results.roster("a", "b"));

        assertThat(status(ended, "a")).isEqualTo(Status.NOT_GRADED);
        assertThat(status(ended, "b")).isEqualTo(Status.GRADED);
    }

    @Test
    void who_takes_too_long_is_stopped_and_nobody_else() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        OneTry.Patience patience = (student, outcome) -> {
            if (student.id().equals("a")) {
                begun.await();
                throw new TimeoutException();
            }
            return outcome.get();
        };

        Ended ended = run(grading -> new OneTry(grading, Duration.ofSeconds(7), patience, SILENT),
                (student, progress) -> student.id().equals("a") ? between(begun, stopped) : graded(true),
                options(1, 1, 0),
                Results.roster("a", "b"), new Selection.Rest());

        assertThat(stopped.getCount()).isZero();
        assertThat(status(ended, "a")).isEqualTo(Status.NOT_GRADED);
        assertThat(reason(ended, "a")).contains("within the 7 s");
        assertThat(status(ended, "b")).isEqualTo(Status.GRADED);
    }

    private static StudentOutcome between(CountDownLatch begun, CountDownLatch stopped) throws InterruptedException {
        begun.countDown();
        try {
            return never();
        } finally {
            stopped.countDown();
        }
    }

    @Test
    void a_try_is_waited_for_no_longer_than_it_may_take() throws InterruptedException {
        OneTry oneTry = new OneTry((student, progress) -> never(), Duration.ofMillis(1), SILENT);

        assertThat(oneTry.grade(Results.student("a")).trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.kind()).isEqualTo(Kind.TIMED_OUT));
    }

    @Test
    void fifty_clusters_are_graded_at_the_same_time_where_that_is_asked_for() {
        int students = 50;
        String[] ids = IntStream.range(0, students).mapToObj(i -> "s" + i).toArray(String[]::new);
        // Nobody is done before all have begun.
        CyclicBarrier together = new CyclicBarrier(students);

        Ended ended = run((student, progress) -> {
            try {
                int _ = together.await(30, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            return graded(true);
        }, options(students, 4, 0), Results.roster(ids));

        assertThat(ended.results().count(Status.GRADED)).isEqualTo(students);
    }

    @Test
    void at_the_deadline_what_is_done_stays_and_the_rest_is_not_invented() {
        BatchOptions options = new BatchOptions(2, 2, 0, Duration.ofMinutes(1), Duration.ofMillis(50),
                Duration.ofMillis(2), Duration.ofMillis(4), UntrustedRules.STRICT);

        Ended _ = run((student, progress) -> graded(true), options(1, 1, 0), Results.roster("a"));
        Ended ended = run((student, progress) -> never(), options, Results.roster("a", "b", "c", "d"));

        assertThat(ended.ending()).isEqualTo(Ending.OUT_OF_TIME);
        assertThat(status(ended, "a")).isEqualTo(Status.GRADED);
        assertThat(ended.results().count(Status.NOT_YET_GRADED)).isEqualTo(3);
    }

    @Test
    void an_interruption_ends_it_with_what_is_done() {
        Thread main = Thread.currentThread();

        Ended _ = run((student, progress) -> graded(true), options(1, 1, 0), Results.roster("a"));
        Ended ended = run((student, progress) -> {
            main.interrupt();
            return never();
        }, options(1, 1, 0), Results.roster("a", "b", "c"));

        assertThat(ended.ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(status(ended, "a")).isEqualTo(Status.GRADED);
        assertThat(status(ended, "b")).isEqualTo(Status.NOT_YET_GRADED);
    }

    @Test
    void what_an_interruption_made_of_an_evaluation_is_no_outcome() {
        Thread main = Thread.currentThread();

        Ended ended = run((student, progress) -> {
            main.interrupt();
            try {
                return never();
            } catch (InterruptedException e) {
                return trouble(Kind.INTERRUPTED);
            }
        }, options(1, 1, 0), Results.roster("a"));

        assertThat(status(ended, "a")).isEqualTo(Status.NOT_YET_GRADED);
    }

    @Test
    void no_more_students_at_a_time_than_asked_for() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        String[] ids = IntStream.range(0, 40).mapToObj(i -> "s" + i).toArray(String[]::new);

        Ended _ = run((student, progress) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            assertThat(now).hasValueLessThanOrEqualTo(3);
            now.decrementAndGet();
            return graded(true);
        }, options(3, 3, 0), Results.roster(ids));

        assertThat(most).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void one_server_takes_no_more_than_its_share_and_leaves_the_places_to_others() throws IOException {
        Path kubeconfig = Files.writeString(parent.resolve("kubeconfig"), """
                current-context: c
                contexts: [{name: c, context: {cluster: c}}]
                clusters: [{name: c, cluster: {server: "https://one.example:6443"}}]
                """);
        Student first = new Student(2, "a", "", new Live(kubeconfig, "", ""), Map.of());
        Student second = new Student(3, "b", "", new Live(kubeconfig, "", ""), Map.of());
        Roster roster = new Roster(List.of(first, second, Results.student("c")), List.of(), List.of());
        AtomicInteger onServer = new AtomicInteger();
        // Whoever is first on the server stays until the one with another's has come.
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();

        Ended ended = run((student, progress) -> {
            boolean live = student.work() instanceof Live;
            assertThat(live ? onServer.incrementAndGet() : 1).isEqualTo(1);
            try {
                if (!live || met.getAndIncrement() == 0) {
                    int _ = together.await(30, TimeUnit.SECONDS);
                }
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            if (live) {
                onServer.decrementAndGet();
            }
            return graded(true);
        }, options(2, 1, 0), roster);

        assertThat(ended.results().count(Status.GRADED)).isEqualTo(3);
    }

    @Test
    void results_that_cannot_be_written_end_the_batch_at_once() {
        assertThatThrownBy(() -> run((student, progress) -> {
            if (student.id().equals("a")) {
                makeUnwritable("b");
                return graded(true);
            }
            return student.id().equals("b") ? graded(true) : never();
        }, options(3, 3, 0), Results.roster("a", "b", "c"))).isInstanceOf(ResultsException.class)
                .hasMessageContaining("--resume");
    }

    private void makeUnwritable(String id) {
        try {
            Files.createDirectories(parent.resolve("out/students/." + id + ".json.part"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void those_who_failed_or_could_not_be_graded_can_be_graded_again_alone() {
        Roster roster = Results.roster("passed", "failed", "away", "new");
        OneTry.Grading grading = (student, progress) -> switch (student.id()) {
            case "away" -> trouble(Kind.NO_NAMESPACE);
            case "failed" -> new StudentOutcome.NothingHandedIn();
            default -> graded(true);
        };
        run(grading, options(1, 1, 0), Results.roster("passed", "away"));
        run((student, progress) -> Results.failed(), options(1, 1, 0), roster,
                new Selection.These(Set.of("failed")));
        tries.clear();

        run(grading, options(1, 1, 0), roster, new Selection.Incomplete());
        assertThat(tries.keySet()).containsExactly("away");
        run(grading, options(1, 1, 0), roster, new Selection.BelowPassMark());
        assertThat(tries.keySet()).containsExactlyInAnyOrder("away", "failed");
    }
}
