package dev.statelab.lab.api;

import static dev.statelab.lab.api.Manifests.configMap;
import static dev.statelab.lab.api.Manifests.namespace;
import static dev.statelab.lab.api.Manifests.pod;
import static dev.statelab.lab.api.Manifests.podOnNode;
import static dev.statelab.lab.api.Manifests.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {

    private static final int HISTORY = 8;

    private final ApiServer api = TestApi.start(HISTORY);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aNewClusterHasItsNamespacesAndTheKubernetesService() {
        assertThat(api.list(ResourceTypes.NAMESPACE, "").items()).extracting(Metadata::name)
                .containsExactly("default", "kube-public", "kube-system");
        assertThat(api.find(ResourceTypes.SERVICE, "default", "kubernetes")).isPresent();
    }

    @Test
    void whatIsCreatedGetsItsIdentity() throws ApiException {
        ObjectNode created = api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv"));

        assertThat(Metadata.namespace(created)).isEqualTo("default");
        assertThat(Metadata.uid(created))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(created.at("/metadata/creationTimestamp").asText()).isEqualTo("2026-11-20T19:00:00Z");
        assertThat(Metadata.generation(created)).isEqualTo(1);
        assertThat(api.find(ResourceTypes.STATEFUL_SET, "default", "kv")).contains(created);
    }

    @Test
    void resourceVersionsGrowAcrossTypes() throws ApiException {
        ObjectNode first = api.create(ResourceTypes.CONFIG_MAP, "default", configMap("a"));
        ObjectNode second = api.create(ResourceTypes.NAMESPACE, "", namespace("b"));

        assertThat(Metadata.revision(second)).isGreaterThan(Metadata.revision(first));
    }

    @Test
    void aNameIsTakenOnce() throws ApiException {
        api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv"));

        assertRefused(409, "AlreadyExists", "statefulsets.apps \"kv\" already exists",
                () -> api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv")));
    }

    @Test
    void aNameIsGenerated() throws ApiException {
        ObjectNode manifest = configMap("");
        Metadata.of(manifest).put("generateName", "kv-").remove("name");

        ObjectNode created = api.create(ResourceTypes.CONFIG_MAP, "default", manifest);

        assertThat(Metadata.name(created)).matches("kv-[a-z0-9]{5}");
    }

    @Test
    void nothingIsCreatedInANamespaceThatIsNotThere() {
        assertRefused(404, "NotFound", "namespaces \"nosuch\" not found",
                () -> api.create(ResourceTypes.CONFIG_MAP, "nosuch", configMap("a")));
    }

    @Test
    void aStaleUpdateIsAConflict() throws ApiException {
        ObjectNode read = api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv"));
        ObjectNode faster = read.deepCopy();
        faster.withObjectProperty("spec").put("replicas", 5);
        api.update(ResourceTypes.STATEFUL_SET, "default", faster);

        assertRefused(409, "Conflict",
                "Operation cannot be fulfilled on statefulsets.apps \"kv\": the object has been modified; please apply "
                        + "your changes to the latest version and try again",
                () -> api.update(ResourceTypes.STATEFUL_SET, "default", read.deepCopy()));
    }

    @Test
    void anUpdateLeavesTheStatusAndCountsTheGeneration() throws ApiException {
        ObjectNode edited = api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv")).deepCopy();
        edited.withObjectProperty("spec").put("replicas", 5);
        edited.withObjectProperty("status").put("replicas", 99);

        ObjectNode updated = api.update(ResourceTypes.STATEFUL_SET, "default", edited);

        assertThat(updated.at("/spec/replicas").asInt()).isEqualTo(5);
        assertThat(updated.at("/status/replicas").asInt()).isZero();
        assertThat(Metadata.generation(updated)).isEqualTo(2);
    }

    @Test
    void aStatusUpdateLeavesTheSpec() throws ApiException {
        ObjectNode edited = api.create(ResourceTypes.STATEFUL_SET, "default", statefulSet("kv")).deepCopy();
        edited.withObjectProperty("spec").put("replicas", 5);
        edited.withObjectProperty("status").put("replicas", 1);

        ObjectNode updated = api.updateStatus(ResourceTypes.STATEFUL_SET, "default", edited);

        assertThat(updated.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(updated.at("/status/replicas").asInt()).isEqualTo(1);
        assertThat(Metadata.generation(updated)).isEqualTo(1);
    }

    @Test
    void aBindingGivesAPodItsNodeAndTheConditionInOneChange() throws ApiException {
        ObjectNode pod = api.create(ResourceTypes.POD, "default", pod("kv-0"));
        ObjectNode assigned = pod.deepCopy();
        assigned.withObjectProperty("spec").put("nodeName", "lab").put("schedulerName", "other");
        assigned.withObjectProperty("status").putArray("conditions").addObject().put("type", "PodScheduled");

        ObjectNode bound = api.bind("default", assigned);

        assertThat(bound.at("/spec/nodeName").asText()).isEqualTo("lab");
        assertThat(bound.at("/spec/schedulerName")).isEqualTo(pod.at("/spec/schedulerName"));
        assertThat(bound.at("/status/conditions/0/type").asText()).isEqualTo("PodScheduled");
        assertThat(bound.at("/status/phase").asText()).isEqualTo("Pending");
    }

    @Test
    void anUpdateWithoutADifferenceKeepsTheResourceVersion() throws ApiException {
        ObjectNode created = api.create(ResourceTypes.CONFIG_MAP, "default", configMap("a"));

        assertThat(api.update(ResourceTypes.CONFIG_MAP, "default", created.deepCopy())).isEqualTo(created);
    }

    @Test
    void aPodOnANodeStaysUntilItsKubeletIsDone() throws ApiException {
        api.create(ResourceTypes.POD, "default", podOnNode("kv-0"));

        ObjectNode terminating = api.delete(ResourceTypes.POD, "default", "kv-0", DeleteOptions.DEFAULT);
        assertThat(terminating.at("/metadata/deletionTimestamp").asText()).isEqualTo("2026-11-20T19:00:20Z");
        assertThat(Metadata.deletionGracePeriodSeconds(terminating)).isEqualTo(20);
        assertThat(api.find(ResourceTypes.POD, "default", "kv-0")).isPresent();

        api.delete(ResourceTypes.POD, "default", "kv-0", DeleteOptions.NOW);
        assertThat(api.find(ResourceTypes.POD, "default", "kv-0")).isEmpty();
    }

    @Test
    void aSecondDeletionOnlyShortensTheGrace() throws ApiException {
        api.create(ResourceTypes.POD, "default", podOnNode("kv-0"));
        api.delete(ResourceTypes.POD, "default", "kv-0", grace(10));

        assertThat(Metadata.deletionGracePeriodSeconds(
                api.delete(ResourceTypes.POD, "default", "kv-0", grace(15)))).isEqualTo(10);
        assertThat(Metadata.deletionGracePeriodSeconds(
                api.delete(ResourceTypes.POD, "default", "kv-0", grace(1)))).isEqualTo(1);
    }

    @Test
    void aPodWithoutANodeGoesAtOnce() throws ApiException {
        api.create(ResourceTypes.POD, "default", pod("kv-0"));

        api.delete(ResourceTypes.POD, "default", "kv-0", DeleteOptions.DEFAULT);

        assertThat(api.find(ResourceTypes.POD, "default", "kv-0")).isEmpty();
    }

    @Test
    void anotherPodOfTheSameNameIsNotDeleted() throws ApiException {
        api.create(ResourceTypes.POD, "default", pod("kv-0"));

        assertThatThrownBy(() -> api.delete(ResourceTypes.POD, "default", "kv-0",
                new DeleteOptions(Optional.empty(), Optional.of("another"), Optional.empty(),
                        DeleteOptions.Propagation.BACKGROUND)))
                .hasMessageContaining("the UID in the precondition (another) does not match");
    }

    @Test
    void finalizersHoldAnObject() throws ApiException {
        ObjectNode manifest = configMap("a");
        Metadata.of(manifest).putArray("finalizers").add("example.com/hold");
        api.create(ResourceTypes.CONFIG_MAP, "default", manifest);

        ObjectNode held = api.delete(ResourceTypes.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT).deepCopy();
        assertThat(Metadata.isTerminating(held)).isTrue();

        Metadata.of(held).remove("finalizers");
        api.update(ResourceTypes.CONFIG_MAP, "default", held);
        assertThat(api.find(ResourceTypes.CONFIG_MAP, "default", "a")).isEmpty();
    }

    @Test
    void aNamespaceGoesWhenItsControllerHasEmptiedIt() throws ApiException {
        api.create(ResourceTypes.NAMESPACE, "", namespace("lab"));

        ObjectNode terminating = api.delete(ResourceTypes.NAMESPACE, "", "lab", DeleteOptions.DEFAULT).deepCopy();
        assertThat(terminating.at("/status/phase").asText()).isEqualTo("Terminating");
        assertRefused(403, "Forbidden",
                "configmaps \"a\" is forbidden: unable to create new content in namespace lab because it is being "
                        + "terminated",
                () -> api.create(ResourceTypes.CONFIG_MAP, "lab", configMap("a")));

        terminating.withObjectProperty("spec").putArray("finalizers");
        api.update(ResourceTypes.NAMESPACE, "", terminating);
        assertThat(api.find(ResourceTypes.NAMESPACE, "", "lab")).isEmpty();
    }

    @Test
    void theDefaultNamespaceStays() {
        assertRefused(403, "Forbidden", "namespaces \"default\" is forbidden: this namespace may not be deleted",
                () -> api.delete(ResourceTypes.NAMESPACE, "", "default", DeleteOptions.DEFAULT));
    }

    @Test
    void aWatchMissesNothingSinceItsList() throws ApiException, InterruptedException {
        ObjectList list = api.list(ResourceTypes.CONFIG_MAP, "default");
        api.create(ResourceTypes.CONFIG_MAP, "default", configMap("a"));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        try (Api.Watch _ = api.watch(ResourceTypes.CONFIG_MAP, "default", list.resourceVersion(),
                event -> seen.add(event.type() + " " + Metadata.name(event.object())))) {
            api.create(ResourceTypes.CONFIG_MAP, "default", configMap("b"));
            api.create(ResourceTypes.CONFIG_MAP, "kube-public", configMap("elsewhere"));
            api.delete(ResourceTypes.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT);

            assertThat(take(seen, 3)).containsExactly("ADDED a", "ADDED b", "DELETED a");
        }
    }

    @Test
    void aWatchOfAllNamespacesSeesEachChangeOnce() throws ApiException, InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ObjectList list = api.list(ResourceTypes.CONFIG_MAP, "");

        try (Api.Watch _ = api.watch(ResourceTypes.CONFIG_MAP, "", list.resourceVersion(),
                event -> seen.add(Metadata.namespace(event.object())))) {
            api.create(ResourceTypes.CONFIG_MAP, "default", configMap("a"));
            api.create(ResourceTypes.CONFIG_MAP, "kube-public", configMap("a"));

            assertThat(take(seen, 2)).containsExactly("default", "kube-public");
        }
    }

    @Test
    void aWatchFromTooLongAgoIsExpired() throws ApiException {
        for (int i = 0; i <= HISTORY; i++) {
            api.create(ResourceTypes.CONFIG_MAP, "default", configMap("c" + i));
        }

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> api.watch(ResourceTypes.CONFIG_MAP, "default", "1", _ -> {}))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(410))
                .withMessageMatching("too old resource version: 1 \\(\\d+\\)");
    }

    private static DeleteOptions grace(long seconds) {
        return new DeleteOptions(Optional.of(seconds), Optional.empty(), Optional.empty(),
                DeleteOptions.Propagation.BACKGROUND);
    }

    private static List<String> take(BlockingQueue<String> queue, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = queue.poll(10, TimeUnit.SECONDS);
            if (next != null) {
                taken.add(next);
            }
        }
        return taken;
    }

    private static void assertRefused(int code, String reason, String message, ThrowingCallable call) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call).withMessage(message).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }
}
