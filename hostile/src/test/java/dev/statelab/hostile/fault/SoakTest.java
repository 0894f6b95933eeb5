package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.table.Fault;
import dev.statelab.hostile.table.Ledger;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.LabPorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Evaluations of four solutions, one after another, of which most are disturbed by something at random. How many:
 * {@code -Dstatelab.soak=2000}; which: {@code -Dstatelab.soak.seed=1}.
 */
@Isolated("it counts the threads and files of the whole process")
@EnabledOnOs(OS.LINUX)
class SoakTest {

    private static final int EVALUATIONS = Integer.getInteger("statelab.soak", 20);
    private static final long SEED = Long.getLong("statelab.soak.seed", 1);
    private static final int ROUNDS = EVALUATIONS < 200 ? 2 : 5;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What differs from the reference solution, and the score that it gets. */
    private record Solution(String text, String replacement, int score) {}

    private static final List<Solution> SOLUTIONS = List.of(
            new Solution("replicas: 4", "replicas: 4", 100),
            new Solution("replicas: 4", "replicas: 3", 65),
            new Solution("mountPath: /data", "mountPath: /other", 65),
            new Solution("clusterIP: None", "type: ClusterIP", 90));

    /** What the process has of each, once all that is not needed any more is gone. */
    private record Load(int threads, long files, long children, long heap) {

        static Load now() throws IOException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Load(ManagementFactory.getThreadMXBean().getThreadCount(), open.count(),
                        ProcessHandle.current().children().count(), runtime.totalMemory() - runtime.freeMemory());
            }
        }
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Fault("Faults at random in a soak")
    void no_wrong_score_and_nothing_is_left(Ledger ledger) throws Exception {
        ledger.tried(EVALUATIONS);
        List<Load> loads = new ArrayList<>();
        try (LabPorts ports = new LabPorts()) {
            for (int round = 0; round < ROUNDS; round++) {
                run(round, EVALUATIONS / ROUNDS, ports, ledger);
                loads.add(Load.now());
            }
        }
        // The first round loads classes, unless there are too few to tell.
        Load first = loads.get(loads.size() / 4);
        Load last = loads.getLast();
        assertThat(last.threads()).as("threads: %s", loads).isLessThanOrEqualTo(first.threads() + 4);
        assertThat(last.files()).as("files: %s", loads).isLessThanOrEqualTo(first.files() + 4);
        assertThat(last.children()).as("processes: %s", loads).isLessThanOrEqualTo(first.children());
        assertThat(last.heap()).as("heap: %s", loads).isLessThan(first.heap() * 5 / 4 + (8 << 20));
    }

    /** All solutions at the same time, each on a cluster that ends with the round. */
    private void run(int round, int evaluations, LabPorts ports, Ledger ledger) throws Exception {
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < SOLUTIONS.size(); i++) {
            int solution = i;
            all.add(() -> run(round, solution, evaluations / SOLUTIONS.size(), ports, ledger));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(SOLUTIONS.size())) {
            for (Future<Integer> each : threads.invokeAll(all)) {
                int _ = each.get();
            }
        }
    }

    private int run(int round, int number, int evaluations, LabPorts ports, Ledger ledger) throws IOException {
        Solution solution = SOLUTIONS.get(number);
        Random random = new Random(SEED * 1000 + round * 10L + number);
        Path place = Files.createDirectory(folder.resolve(round + "-" + number));
        Path manifest = Files.writeString(place.resolve("solution.yaml"),
                Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                        .replace(solution.text(), solution.replacement()));
        try (Ground ground = Ground.on(LabOptions.defaults().withSpeed(10).withPorts(ports), "task-02", place,
                "--apply", manifest.toString())) {
            assertThat(ground.undisturbed().score()).as(ground.undisturbed().toString()).contains(solution.score());
            for (int i = 0; i < evaluations; i++) {
                Graded _ = ground.gradeSoundly(Plan.random(random, ground.requests()), ledger, LONGEST);
                ground.awaitSame();
            }
        }
        return evaluations;
    }
}
