package dev.statelab.kube.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0644          | 420
            0o17          | 15
            0x1F          | 31
            0x1FFFFFFFFFFFFFFFFF | "0x1FFFFFFFFFFFFFFFFF"
            -0b101        | -5
            1_000         | 1000
            08            | 8.0
            1.5           | 1.5
            1e3           | 1000.0
            yes           | true
            Off           | false
            ~             | null
            null          | null
            12:30         | "12:30"
            2026-11-20    | "2026-11-20"
            1.2.3         | "1.2.3"
            v1            | "v1"
            "yes"         | "yes"
            '0644'        | "0644"
            !!str 1       | "1"
            9223372036854775808 | 9.223372036854775807E18
            """)
    void readsWordsAsKubectlDoes(String yaml, String json) throws Exception {
        assertThat(only("a: " + yaml).json().path("a")).isEqualTo(new ObjectMapper().readTree(json));
    }

    @Test
    void readsSeveralDocumentsAndLeavesOutEmptyOnes() {
        List<YamlDocument> documents = documents("# nothing\n---\na: 1\n---\n---\n\nb: 2\n");

        assertThat(documents).extracting(document -> document.json().toString()).containsExactly("{\"a\":1}",
                "{\"b\":2}");
        assertThat(documents).extracting(document -> document.start().line()).containsExactly(3, 7);
    }

    @Test
    void readsJsonThatIsIndentedByTabs() {
        assertThat(only("{\n\t\"a\": [1,\t2]\n}").json().toString()).isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void copiesAliasesAndMergesOut() {
        JsonNode json = only("base: &b {p: 1, q: 2}\nc:\n  <<: *b\n  q: 3\nd: *b\n").json();

        assertThat(json.path("c").path("p").asInt()).isEqualTo(1);
        assertThat(json.path("c").path("q").asInt()).isEqualTo(3);
        assertThat(json.path("d")).isEqualTo(json.path("base"));
    }

    @ParameterizedTest
    @CsvSource({"metadata.name,3", ".metadata.labels.app,5", "metadata.labels[app.kubernetes.io/name],6",
        "spec.containers[1].image,11", "spec.containers[name=\"b\"].image,11", "spec.containers[name=\"b\"].imag,10",
        "spec.replicas,7", "nosuch,1"})
    void findsTheLineOfAFieldOrOfItsClosestParent(String path, int line) {
        YamlDocument document = only("""
                kind: Pod
                metadata:
                  name: kv
                  labels:
                    app: kv
                    app.kubernetes.io/name: kv
                spec:
                  containers:
                    - name: a
                    - name: b
                      image: kvstore
                """);

        assertThat(document.lineOf(path)).isEqualTo(line);
    }

    @Test
    void saysWhereATextIsNotYaml() {
        assertThat(YamlReader.read("a: 1\nb: [1, 2\nc: 3\n"))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.line()).isEqualTo(3));
        assertThat(YamlReader.read("a: 1\n  b: 2\n")).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.line()).isEqualTo(2);
            assertThat(malformed.column()).isEqualTo(4);
            assertThat(malformed.message()).contains("mapping values are not allowed here");
        });
    }

    @Test
    void refusesAFieldThatIsThereTwice() {
        assertThat(YamlReader.read("a: 1\nb: 2\na: 3\n"))
                .isEqualTo(new Malformed(3, 1, "the field \"a\" is there twice"));
    }

    @Test
    void refusesAliasesThatGrowWithoutEnd() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1, i - 1,
                            i - 1, i - 1, i - 1));
        }

        assertThat(YamlReader.read(laughs.toString())).isInstanceOf(Malformed.class);
        assertThat(YamlReader.read("a: &a [*a]\n")).isInstanceOf(Malformed.class);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(YamlReader.read("a: \u0000b")).isInstanceOf(Malformed.class);
    }

    private static YamlDocument only(String text) {
        assertThat(documents(text)).hasSize(1);
        return documents(text).getFirst();
    }

    private static List<YamlDocument> documents(String text) {
        return ((Documents) YamlReader.read(text)).documents();
    }

    @Test
    void refusesATagThatIsASpace() {
        assertThat(YamlReader.read("!%20 a")).isInstanceOf(Malformed.class);
        assertThat(YamlReader.read("!%b")).isInstanceOf(Malformed.class);
    }
}
