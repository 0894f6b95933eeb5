package dev.statelab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.Rubric;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.RosterReader;
import dev.statelab.batch.roster.RosterReading;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.Batch;
import dev.statelab.batch.run.BatchOptions;
import dev.statelab.batch.run.BatchProgress;
import dev.statelab.batch.run.Selection;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.batch.LabWorkplaces;
import dev.statelab.cli.change.Notes;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.task.Task;
import dev.statelab.kube.connect.UntrustedRules;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.LabPorts;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Grades clusters that run already, each with the solution of task-02 whose pods are Ready 5 s after their start: one of them, and then all
 * at the same time. Prints how long each took. Arguments: the checkout, how many clusters.
 */
public final class LiveClusters {

    private static final String TASK = "task-02";
    private static final int SPEED = 10;
    private static final Duration RESTART = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper YAML = new YAMLMapper();

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Path checkout;
    private final Path folder;
    private final Task task;
    private final Rubric rubric;

    private LiveClusters(Path checkout, Path folder) throws IOException {
        this.checkout = checkout;
        this.folder = folder;
        TaskFolder tasks = new TaskFolder(checkout.resolve("tasks"));
        this.task = tasks.read(TASK);
        this.rubric = new Rubric(task, Files.readString(tasks.taskFile(TASK)));
    }

    public static void main(String... args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        Path folder = Files.createTempDirectory("live");
        new LiveClusters(Path.of(args[0]).toAbsolutePath(), folder).run(Integer.parseInt(args[1]));
        Folders.delete(folder);
    }

    private void run(int clusters) throws IOException, ApiException, InterruptedException {
        List<LabCluster> started = new ArrayList<>();
        try (LabPorts ports = new LabPorts()) {
            LabOptions options = LabOptions.defaults().withSpeed(SPEED).withPorts(ports);
            try {
                StringBuilder rows = new StringBuilder("student_id,kubeconfig,namespace\n");
                CountDownLatch ready = new CountDownLatch(clusters);
                for (int i = 0; i < clusters; i++) {
                    LabCluster cluster = LabCluster.start(options);
                    started.add(cluster);
                    deploy(cluster.api(), ready);
                    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig-" + i), cluster.kubeconfig());
                    rows.append('s').append(i).append(',').append(kubeconfig).append(',').append(TASK).append('\n');
                }
                if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(ready.getCount() + " clusters have no ready pods");
                }
                measure(rows.toString(), clusters);
            } finally {
                started.forEach(LabCluster::close);
            }
        }
    }

    private void deploy(Api api, CountDownLatch ready) throws IOException, ApiException {
        AtomicInteger told = new AtomicInteger();
        // Ends with its cluster.
        Api.Watch _ = api.watch(ResourceTypes.STATEFUL_SET, "", "", event -> {
            if (isReady(event) && told.getAndIncrement() == 0) {
                ready.countDown();
            }
        });
        Path solution = checkout.resolve("reference-solutions").resolve(TASK);
        create(api, ResourceTypes.NAMESPACE, "", solution.resolve("namespace.yaml"));
        create(api, ResourceTypes.SERVICE, TASK, solution.resolve("service.yaml"));
        create(api, ResourceTypes.STATEFUL_SET, TASK, solution.resolve("statefulset.yaml"));
    }

    private static boolean isReady(WatchEvent event) {
        int wanted = event.object().at("/spec/replicas").asInt();
        return event.object().at("/status/readyReplicas").asInt() == wanted;
    }

    private static void create(Api api, ResourceType type, String namespace, Path manifest)
            throws IOException, ApiException {
        ObjectNode object = (ObjectNode) YAML.readTree(manifest.toFile());
        object.at("/spec/template/spec/containers").forEach(container -> ((ObjectNode) container.path("readinessProbe"))
                .put("initialDelaySeconds", RESTART.toSeconds() * SPEED));
        ObjectNode _ = api.create(type, namespace, object);
    }

    private void measure(String rows, int clusters) throws IOException {
        Path file = Files.writeString(folder.resolve("class.csv"), rows, UTF_8);
        Roster roster = switch (RosterReader.read(file, Map.of())) {
            case RosterReading.Complete(Roster read) -> read;
            case RosterReading.Faulty(var mistake) -> throw new IllegalStateException(mistake.toString());
        };
        Roster first = new Roster(roster.students().subList(0, 1), List.of(), List.of());
        // So that neither is slower for a JVM that has just started.
        double _ = graded(roster, clusters, "warm-up");
        double one = graded(first, 1, "one");
        long processor = process.getProcessCpuTime();
        double all = graded(roster, clusters, "all");
        System.out.printf("One of %d clusters: %.1f s. All at the same time: %.1f s, %.2f times as long, with %.1f s of"
                + " processor time.%n", clusters, one, all, all / one, (process.getProcessCpuTime() - processor) / 1e9);
    }

    /** How many seconds it took. */
    private double graded(Roster roster, int parallel, String name) {
        BatchOptions options = new BatchOptions(parallel, parallel, 0, PATIENCE, BatchOptions.NO_DEADLINE, PATIENCE,
                PATIENCE, new UntrustedRules(false, true, false));
        Queue<String> unexpected = new ConcurrentLinkedQueue<>();
        BatchProgress progress = new BatchProgress() {
            @Override
            public void finished(Student student, StudentOutcome outcome) {
                boolean full = outcome instanceof StudentOutcome.Graded(var evaluation)
                        && evaluation.score().orElseThrow() == evaluation.task().maxScore();
                if (!full) {
                    unexpected.add(student.id() + ": " + outcome);
                }
            }
        };
        long start = System.nanoTime();
        try (ResultsFolder results = ResultsFolder.open(folder.resolve(name), false, rubric, roster,
                InstantSource.system()); LabWorkplaces labs = new LabWorkplaces(parallel)) {
            Batch.Ended _ = new Batch(task, labs, new Notes(new PrivateFolder(folder)), options, results, progress,
                    new Random()).run(roster.students(), new Selection.Rest());
        }
        if (!unexpected.isEmpty()) {
            throw new IllegalStateException(
                    unexpected.size() + " without the full score; why not is in " + folder.resolve(name));
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
