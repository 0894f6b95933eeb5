package dev.statelab.hostile.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.table.Ledger;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** A lab cluster on which a solution runs, reached through an API server that can fail. */
final class Ground implements AutoCloseable {

    private static final List<ResourceType> KEPT = List.of(ResourceTypes.STATEFUL_SET, ResourceTypes.POD,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ResourceTypes.SERVICE, ResourceTypes.CONFIG_MAP,
            ResourceTypes.SECRET, ResourceTypes.DEPLOYMENT);

    private final String task;
    private final LabCluster lab;
    private final FaultyApi api;
    private final Path kubeconfig;
    private final Function<String[], Graded> grader;
    private final List<String> options;
    private final Graded undisturbed;
    private final int requests;
    private final Map<String, String> objects;

    private Ground(String task, LabCluster lab, FaultyApi api, Path folder, Function<String[], Graded> grader,
            List<String> options, List<String> applying) throws IOException {
        this.task = task;
        this.grader = grader;
        this.options = options;
        this.lab = lab;
        this.api = api;
        this.kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        createNamespace();
        Path direct = Files.writeString(folder.resolve("direct"), lab.kubeconfig());
        Graded deployed = grader.apply(command("evaluate", direct,
                Stream.concat(applying.stream(), Stream.of("--format", "json")).toList()));
        assertThat(deployed.isComplete()).as(deployed.toString()).isTrue();
        this.undisturbed = grade();
        this.requests = api.sent().size();
        this.objects = objects();
    }

    /**
     * A cluster with a solution that can be graded in full.
     *
     * @param folder for files
     * @param applying how {@code grader evaluate} is told to deploy it
     */
    static Ground of(String task, Path folder, String... applying) throws IOException {
        return of(task, folder, Graded::by, List.of(), applying);
    }

    /**
     * The same.
     *
     * @param grader runs a command
     * @param options of each evaluation
     */
    static Ground of(String task, Path folder, Function<String[], Graded> grader, List<String> options,
            String... applying) throws IOException {
        LabCluster lab = LabCluster.start(LabOptions.defaults().withSpeed(10));
        return new Ground(task, lab, FaultyApi.before(lab), folder, grader, options, List.of(applying));
    }

    /** The same, on a cluster of one's own make. */
    static Ground on(LabOptions options, String task, Path folder, String... applying) throws IOException {
        LabCluster lab = LabCluster.start(options);
        return new Ground(task, lab, FaultyApi.before(lab), folder, Graded::by, List.of(), List.of(applying));
    }

    /** Manifests bring theirs, charts do not. */
    private void createNamespace() {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", task);
        try {
            ObjectNode _ = lab.api().create(ResourceTypes.NAMESPACE, "", namespace);
        } catch (ApiException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    LabCluster lab() {
        return lab;
    }

    FaultyApi api() {
        return api;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** What came of it while nothing failed. */
    Graded undisturbed() {
        return undisturbed;
    }

    /** How many requests that took. */
    int requests() {
        return requests;
    }

    /** Grades once more, and numbers its requests from 1. */
    Graded grade(Plan plan) throws IOException {
        api.follow(plan);
        return grade();
    }

    /** Grades once more, and fails unless what comes of it is right or inconclusive. */
    Graded gradeSoundly(Plan plan, Ledger ledger, Duration longest) throws IOException {
        Graded graded = grade(plan);
        new Soundness(undisturbed, ledger).check(graded, api.sent(), longest);
        return graded;
    }

    /** The same, and fails unless it could be graded and everything comes to be what it was. */
    void gradeAsBefore(Plan plan, Ledger ledger, Duration longest) throws IOException {
        Graded graded = gradeSoundly(plan, ledger, longest);
        assertThat(graded.isComplete()).as(graded.toString()).isTrue();
        awaitSame();
    }

    /** The same by somebody else. */
    Graded gradeAs(Path other, Plan plan) throws IOException {
        api.follow(plan);
        return grader.apply(command("evaluate", other, List.of("--format", "json")));
    }

    private Graded grade() {
        return grader.apply(command());
    }

    /** The words of that command. */
    String[] command() {
        return command("evaluate", kubeconfig, List.of("--format", "json"));
    }

    /** The words of another command that grades. */
    String[] command(String name, String... more) {
        return command(name, kubeconfig, List.of(more));
    }

    private String[] command(String name, Path cluster, List<String> more) {
        return Stream.of(List.of(name, task, "--kubeconfig", cluster.toString()), options, more).flatMap(List::stream)
                .toArray(String[]::new);
    }

    /** Fails unless all objects come to be what they were before, but for pods that were replaced by their like. */
    void awaitSame() {
        CountDownLatch same = new CountDownLatch(1);
        try (Api.Watch _ = watch(ResourceTypes.POD, same); Api.Watch _ = watch(ResourceTypes.STATEFUL_SET, same)) {
            compare(same);
            boolean _ = same.await(60, TimeUnit.SECONDS);
            assertThat(objects()).isEqualTo(objects);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(CountDownLatch same) {
        if (objects().equals(objects)) {
            same.countDown();
        }
    }

    private Api.Watch watch(ResourceType type, CountDownLatch same) {
        try {
            return lab.api().watch(type, task, lab.api().list(type, task).resourceVersion(), _ -> compare(same));
        } catch (ApiException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, String> objects() {
        Map<String, String> found = new TreeMap<>();
        for (ResourceType type : KEPT) {
            for (ObjectNode object : lab.api().list(type, task).items()) {
                JsonNode metadata = object.path("metadata");
                found.put(type + " " + metadata.path("name").asText(), Stream.of(
                        type.equals(ResourceTypes.POD) ? readiness(object) : metadata.path("uid").asText(),
                        "deleted: " + metadata.path("deletionTimestamp").asText("no"),
                        metadata.path("labels").toString() + metadata.path("annotations"),
                        object.path("spec").toString().replaceAll("kube-api-access-\\w+", "kube-api-access"),
                        object.path("data").toString()).reduce("", (all, part) -> all + "\n" + part));
            }
        }
        return found;
    }

    private static String readiness(ObjectNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return "Ready: " + condition.path("status").asText();
            }
        }
        return "Ready: ?";
    }

    @Override
    public void close() throws IOException {
        api.close();
        lab.close();
    }
}
