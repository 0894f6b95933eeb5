package dev.statelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.DeleteOptions.Propagation;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What controllers do together, on a whole cluster, as its API shows it. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ControllersTest {

    private static final String NAMESPACE = "default";

    @TempDir
    private Path folder = Path.of("");
    private Optional<LabCluster> started = Optional.empty();

    private Api start() {
        var lab = LabCluster.start(LabOptions.defaults().withSpeed(20).withProvisioningDelay(Duration.ofMillis(200))
                .inFolder(folder));
        started = Optional.of(lab);
        return lab.api();
    }

    @AfterEach
    void close() {
        started.ifPresent(LabCluster::close);
    }

    private static ObjectNode await(Api api, ResourceType type, String name, Predicate<ObjectNode> wanted)
            throws Exception {
        return await(api, type, event -> event.type() != WatchEvent.Type.DELETED
                && Metadata.name(event.object()).startsWith(name) && wanted.test(event.object()));
    }

    /** It may be gone already. */
    private static void awaitGone(Api api, ResourceType type, String name) throws Exception {
        var gone = new CompletableFuture<Void>();
        Runnable look = () -> {
            if (api.list(type, "").items().stream().noneMatch(object -> Metadata.name(object).equals(name))) {
                gone.complete(null);
            }
        };
        try (var watch = api.watch(type, "", "", _ -> look.run())) {
            assertThat(watch).isNotNull();
            look.run();
            gone.get(20, TimeUnit.SECONDS);
        }
    }

    private static ObjectNode await(Api api, ResourceType type, Predicate<WatchEvent> wanted) throws Exception {
        var found = new CompletableFuture<ObjectNode>();
        try (var watch = api.watch(type, "", "", event -> {
            if (wanted.test(event)) {
                found.complete(event.object());
            }
        })) {
            assertThat(watch).isNotNull();
            return found.get(20, TimeUnit.SECONDS);
        }
    }

    private static ObjectNode set(Consumer<ObjectNode> change) {
        var set = Manifests.statefulSet("kv");
        change.accept(set.withObjectProperty("spec"));
        return set;
    }

    private static ObjectNode running(Api api, Consumer<ObjectNode> change) throws Exception {
        api.create(ResourceTypes.STATEFUL_SET, NAMESPACE, set(change));
        return await(api, ResourceTypes.POD, "kv-0", ControllersTest::isReady);
    }

    private static boolean isReady(ObjectNode pod) {
        return pod.path("status").path("conditions").valueStream().anyMatch(
                condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    private static ObjectNode event(Api api, String reason) throws Exception {
        return await(api, ResourceTypes.EVENT, "", event -> event.path("reason").asText().equals(reason));
    }

    private static void delete(Api api, ResourceType type, String name, Propagation propagation) throws ApiException {
        api.delete(type, NAMESPACE, name,
                new DeleteOptions(Optional.empty(), Optional.empty(), Optional.empty(), propagation));
    }

    @Test
    void aPodThatTheApiRefusesIsReportedOnItsSet() throws Exception {
        var api = start();

        api.create(ResourceTypes.STATEFUL_SET, NAMESPACE,
                set(spec -> ((ObjectNode) spec.at("/template/spec/containers/0/volumeMounts/0")).put("name", "wrong")));

        assertThat(event(api, "FailedCreate").path("message").asText()).isEqualTo("create Pod kv-0 in StatefulSet kv "
                + "failed error: Pod \"kv-0\" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "
                + "\"wrong\"");
    }

    @Test
    void aClaimOfAnUnknownClassIsReported() throws Exception {
        var api = start();

        api.create(ResourceTypes.STATEFUL_SET, NAMESPACE, set(spec -> ((ObjectNode) spec
                .at("/volumeClaimTemplates/0/spec")).put("storageClassName", "nosuch")));

        assertThat(event(api, "ProvisioningFailed").path("message").asText())
                .isEqualTo("storageclass.storage.k8s.io \"nosuch\" not found");
    }

    private static ObjectNode volume(String name, String size) {
        return Manifests.yaml("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: %s}
                  hostPath: {path: /srv/%s}
                """.formatted(name, size, name));
    }

    @Test
    void theSmallestStaticVolumeThatIsLargeEnoughIsBound() throws Exception {
        var api = start();
        for (var volume : new ObjectNode[]{volume("large", "1Gi"), volume("fitting", "20Mi"), volume("small", "1Mi")}) {
            api.create(ResourceTypes.PERSISTENT_VOLUME, "", volume);
        }
        await(api, ResourceTypes.PERSISTENT_VOLUME, "fitting",
                volume -> volume.path("status").path("phase").asText().equals("Available"));

        api.create(ResourceTypes.PERSISTENT_VOLUME_CLAIM, NAMESPACE, Manifests.yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: mine}
                spec: {accessModes: [ReadWriteOnce], storageClassName: '', resources: {requests: {storage: 10Mi}}}
                """));

        assertThat(await(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "mine",
                claim -> claim.path("status").path("phase").asText().equals("Bound"))
                .path("spec").path("volumeName").asText()).isEqualTo("fitting");
    }

    @Test
    void aClaimStaysWhileAPodUsesIt() throws Exception {
        var api = start();
        running(api, _ -> {});

        delete(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-0", Propagation.BACKGROUND);
        var waiting = api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, NAMESPACE, "data-kv-0");
        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.BACKGROUND);
        awaitGone(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-0");

        assertThat(waiting).isPresent();
    }

    @Test
    void aReleasedVolumeGoesWithItsFiles() throws Exception {
        var api = start();
        running(api, _ -> {});
        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.BACKGROUND);
        awaitGone(api, ResourceTypes.POD, "kv-0");
        var volume = api.list(ResourceTypes.PERSISTENT_VOLUME, "").items().getFirst();

        delete(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-0", Propagation.BACKGROUND);
        awaitGone(api, ResourceTypes.PERSISTENT_VOLUME, Metadata.name(volume));

        assertThat(folder.resolve("disk" + volume.at("/spec/hostPath/path").asText())).doesNotExist();
    }

    @Test
    void aVolumeIsAFolderOnTheNode() throws Exception {
        var api = start();
        running(api, _ -> {});

        var volume = api.list(ResourceTypes.PERSISTENT_VOLUME, "").items().getFirst();

        assertThat(Files.isDirectory(folder.resolve("disk" + volume.at("/spec/hostPath/path").asText()))).isTrue();
    }

    @Test
    void aDeletedSetLeavesItsClaims() throws Exception {
        var api = start();
        running(api, _ -> {});

        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.BACKGROUND);
        awaitGone(api, ResourceTypes.POD, "kv-0");

        assertThat(api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, NAMESPACE, "data-kv-0"))
                .hasValueSatisfying(claim -> assertThat(Metadata.isTerminating(claim)).isFalse());
    }

    @Test
    void aSetMayTakeItsClaimsWithIt() throws Exception {
        var api = start();
        running(api, spec -> spec.putObject("persistentVolumeClaimRetentionPolicy").put("whenDeleted", "Delete"));
        await(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-0",
                claim -> !new ObjectMeta(claim).owners().isEmpty());

        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.BACKGROUND);

        awaitGone(api, ResourceTypes.PERSISTENT_VOLUME_CLAIM, "data-kv-0");
    }

    @Test
    void aForegroundDeletionEndsWithTheSet() throws Exception {
        var api = start();
        running(api, _ -> {});

        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.FOREGROUND);
        awaitGone(api, ResourceTypes.STATEFUL_SET, "kv");

        assertThat(api.find(ResourceTypes.POD, NAMESPACE, "kv-0")).isEmpty();
    }

    @Test
    void anOrphanedPodIsAdoptedByTheNextSet() throws Exception {
        var api = start();
        var orphan = running(api, _ -> {});
        delete(api, ResourceTypes.STATEFUL_SET, "kv", Propagation.ORPHAN);
        awaitGone(api, ResourceTypes.STATEFUL_SET, "kv");

        var next = api.create(ResourceTypes.STATEFUL_SET, NAMESPACE, set(_ -> {}));
        var adopted = await(api, ResourceTypes.POD, "kv-0",
                pod -> new ObjectMeta(pod).isControlledBy(Metadata.uid(next)));

        assertThat(Metadata.uid(adopted)).isEqualTo(Metadata.uid(orphan));
    }

    @Test
    void aPodThatIsNoLongerSelectedIsReleasedAndReplaced() throws Exception {
        var api = start();
        var released = running(api, _ -> {}).deepCopy();
        released.withObjectProperty("metadata").remove("resourceVersion");
        released.withObjectProperty("metadata").withObjectProperty("labels").put("app", "other");

        api.update(ResourceTypes.POD, NAMESPACE, released);
        var free = await(api, ResourceTypes.POD, "kv-0", pod -> new ObjectMeta(pod).owners().isEmpty());

        assertThat(new ObjectMeta(free).owners()).extracting(OwnerReference::name).isEmpty();
    }

    @Test
    void aNewNamespaceHasAServiceAccount() throws Exception {
        var api = start();

        api.create(ResourceTypes.NAMESPACE, "", Manifests.namespace("lab"));

        assertThat(await(api, ResourceTypes.SERVICE_ACCOUNT, "default",
                account -> Metadata.namespace(account).equals("lab"))).isNotNull();
    }
}
