package dev.statelab.lab.api.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store has after it was started again, however the first one ended. */
class FileJournalTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("objects.journal");
    }

    private ObjectStore start() throws IOException {
        SavedObjects saved = SavedObjects.read(file());
        return ObjectStore.restored(saved, FileJournal.begin(file(), saved, new SettableClock()));
    }

    private static ObjectNode configMap(String name) {
        ObjectNode object = Manifests.configMap(name);
        object.withObjectProperty("metadata").put("namespace", "default");
        return object;
    }

    private static ObjectNode insert(ObjectStore store, String name) throws ApiException {
        ObjectNode object = configMap(name);
        assertThat(store.insert(ResourceTypes.CONFIG_MAP, object)).isTrue();
        return object;
    }

    private static List<String> names(ObjectStore store) {
        return store.list(ResourceTypes.CONFIG_MAP, "").items().stream()
                .map(object -> object.path("metadata").path("name").asText()).toList();
    }

    /** Deliberately without closing the first store: a process that is killed does not either. */
    @Test
    void all_changes_are_there_again_and_the_resource_version_goes_on() throws IOException, ApiException {
        ObjectStore killed = start();
        ObjectNode a = insert(killed, "a");
        ObjectNode b = insert(killed, "b");
        insert(killed, "c");
        ObjectNode changed = a.deepCopy().put("immutable", true);
        assertThat(killed.replace(ResourceTypes.CONFIG_MAP, a, changed)).isTrue();
        assertThat(killed.remove(ResourceTypes.CONFIG_MAP, b, b.deepCopy())).isTrue();

        try (ObjectStore store = start()) {
            assertThat(names(store)).containsExactly("a", "c");
            assertThat(store.find(ResourceTypes.CONFIG_MAP, "default", "a")).contains(changed);
            assertThat(insert(store, "d").path("metadata").path("resourceVersion").asText()).isEqualTo("6");
        }
        killed.close();
    }

    @Test
    void changes_before_the_restart_cannot_be_watched() throws IOException, ApiException {
        try (ObjectStore before = start()) {
            insert(before, "a");
            insert(before, "b");
        }

        try (ObjectStore store = start()) {
            assertThat(store.subscribe(ResourceTypes.CONFIG_MAP, "", OptionalLong.of(1), 10))
                    .isEqualTo(new ObjectStore.Subscribed.TooOld(2));
            assertThat(store.subscribe(ResourceTypes.CONFIG_MAP, "", OptionalLong.of(2), 10))
                    .isInstanceOf(ObjectStore.Subscribed.To.class);
        }
    }

    @Test
    void a_last_record_that_was_not_written_to_its_end_is_dropped() throws IOException, ApiException {
        try (ObjectStore before = start()) {
            insert(before, "a");
            insert(before, "b");
        }
        byte[] whole = Files.readAllBytes(file());
        int last = new String(whole, UTF_8).indexOf("\"name\":\"b\"");

        for (int length : new int[]{whole.length - 1, whole.length - 20, last}) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(SavedObjects.read(file()).objects().get(ResourceTypes.CONFIG_MAP)).hasSize(1);
        }
    }

    @Test
    void damage_before_the_end_is_not_passed_over() throws IOException, ApiException {
        try (ObjectStore before = start()) {
            insert(before, "a");
            insert(before, "b");
        }
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("blue", "blux"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SavedObjects.read(file()))
                .withMessageContaining("objects.journal is damaged in record 2");
    }

    @Test
    void a_kind_that_is_not_known_is_named() throws IOException {
        ResourceType unknown = new ResourceType("ships.example", "v7", "ships", "ship", "Ship", true, List.of(),
                Set.of());
        Files.write(file(), JournalRecord.of(1, new SettableClock().now(), unknown, configMap("a")));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SavedObjects.read(file()))
                .withMessageContaining("Ship of ships.example/v7");
    }

    @Test
    void a_change_that_cannot_be_written_is_refused_and_not_made() throws ApiException {
        try (FullDisk disk = new FullDisk(); ObjectStore store = new ObjectStore(10, disk)) {
            insert(store, "a");
            disk.full = true;

            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> insert(store, "b"))
                    .withMessageContaining("No space left on device")
                    .matches(refused -> refused.code() == 500);

            assertThat(names(store)).containsExactly("a");
            disk.full = false;
            assertThat(insert(store, "b").path("metadata").path("resourceVersion").asText()).isEqualTo("2");
        }
    }

    @Test
    void a_long_journal_is_shortened_while_it_is_used() throws IOException, ApiException {
        ObjectStore killed = start();
        ObjectNode large = insert(killed, "a").deepCopy();
        for (int change = 0; change < 200; change++) {
            ObjectNode next = large.deepCopy();
            next.withObjectProperty("data").put("text", "x".repeat(200_000) + change);
            assertThat(killed.replace(ResourceTypes.CONFIG_MAP, large, next)).isTrue();
            large = next;
        }
        insert(killed, "b");

        assertThat(Files.size(file())).isLessThan(30_000_000);
        assertThat(SavedObjects.read(file()).objects()).isEqualTo(Map.of(ResourceTypes.CONFIG_MAP,
                killed.list(ResourceTypes.CONFIG_MAP, "").items()));
        assertThat(SavedObjects.read(file()).revision()).isEqualTo(202);
        killed.close();
    }

    @Test
    void what_follows_a_torn_record_is_readable() throws IOException, ApiException {
        try (ObjectStore before = start()) {
            insert(before, "a");
        }
        Files.writeString(file(), "0badc0de {\"revision\":2,", StandardOpenOption.APPEND);

        try (ObjectStore store = start()) {
            insert(store, "b");
        }

        try (ObjectStore store = start()) {
            assertThat(names(store)).containsExactly("a", "b");
        }
    }

    /** A journal that can be made to fail as a disk without space does. */
    private static final class FullDisk implements Journal {

        private boolean full;

        @Override
        public void append(ResourceType type, Change change) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public boolean isLong() {
            return false;
        }

        @Override
        public void replace(long revision, Map<ResourceType, List<ObjectNode>> objects) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            full = false;
        }
    }
}
