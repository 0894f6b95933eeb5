package dev.statelab.hostile.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.csv.Cells;
import dev.statelab.batch.csv.SheetReader;
import dev.statelab.batch.csv.SheetReading;
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.Manifests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Files of which something was broken are read or refused, and what was written is read again. */
class ReadersTest {

    private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Provide
    Arbitrary<String> tasks() {
        return HostileText.broken("TaskReaderFuzzTest", "small.yaml", "task-02.yaml", "task-05.yaml");
    }

    @Provide
    Arbitrary<String> rosters() {
        return HostileText.broken("RosterFuzzTest", "class.csv", "semicolons.csv", "quotes.csv");
    }

    @Provide
    Arbitrary<String> kubeconfigs() {
        return HostileText.broken("KubeconfigFuzzTest", "plain.yaml", "json.json", "anchors.yaml", "certificate.yaml");
    }

    @Provide
    Arbitrary<String> manifests() {
        return HostileText.broken("ManifestsFuzzTest", "empty-dir.yaml", "list.json", "odd.yaml");
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileText.texts();
    }

    /** Plain enough that nothing of it is made harmless. */
    @Provide
    Arbitrary<List<List<String>>> cells() {
        return Arbitraries.strings().withChars("ab,;\"\n é日").ofMaxLength(8)
                .map(cell -> "x" + cell.replace("\n ", "\n") + "x").list().ofSize(3).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(tries = 150, seed = "42")
    void a_broken_task_is_read_or_refused(@ForAll @From("tasks") String text) {
        Readers.task(text);
    }

    @Property(tries = 300, seed = "42")
    void a_broken_manifest_is_read_or_refused(@ForAll @From("manifests") String text) {
        Readers.manifests(text.getBytes(UTF_8));
    }

    @Property(tries = 300, seed = "42")
    void a_broken_roster_is_read_or_refused(@ForAll @From("rosters") String text) throws IOException {
        Path file = Files.createTempFile("class", ".csv");
        try {
            Readers.roster(file, text.getBytes(UTF_8));
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200, seed = "42")
    void a_broken_kubeconfig_is_read_or_refused(@ForAll @From("kubeconfigs") String text) throws Exception {
        Path file = Files.createTempFile("kubeconfig", "");
        try {
            // No other server: where there is a network, its name would be looked up.
            Readers.kubeconfig(file, text.replaceAll("(https?)://[^\"\\s]*", "$1://127.0.0.1:1").getBytes(UTF_8));
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300, seed = "42")
    void a_sheet_is_read_as_it_was_written(@ForAll @From("cells") List<List<String>> rows) throws IOException {
        List<String> titles = List.of("one", "two; and ; ; ; more, too", "three");
        Cells cells = new Cells().row(titles);
        rows.forEach(cells::row);
        Path file = Files.writeString(Files.createTempFile("sheet", ".csv"), cells.text());
        try {
            if (!(SheetReader.read(file) instanceof SheetReading.Complete(var sheet))) {
                throw new AssertionError(cells.text());
            }
            assertThat(sheet.header()).isEqualTo(titles);
            assertThat(sheet.rows()).extracting(row -> row.cells()).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300, seed = "42")
    void an_object_is_read_as_it_was_written(@ForAll @From("texts") String key, @ForAll @From("texts") String value)
            throws JsonProcessingException {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", "a");
        object.putObject("data").put("k" + key, value);
        String text = ASCII.writeValueAsString(object);

        switch (Manifests.read(Path.of("a.yaml"), new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            case ManifestReading.Complete(var read) ->
                assertThat(read.getFirst().object().json()).isEqualTo(object);
            case ManifestReading.Faulty(var problems, var _) ->
                assertThat(isText(key + value)).as(problems.toString()).isFalse();
        }
    }

    /** YAML has no half characters, and not the one control character that JSON lets stand as it is. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0x7f || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
