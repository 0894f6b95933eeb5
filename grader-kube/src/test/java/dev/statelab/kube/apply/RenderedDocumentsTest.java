package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedDocumentsTest {

    private static final String FIRST = """
            ---
            # Source: app/templates/service.yaml
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {type: NodePort}
            ---
            # Source: app/templates/config.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes}
            data:
              text: |
                above
                ---
                below
            """;

    private final RenderedDocuments documents = new RenderedDocuments(FIRST);

    @ParameterizedTest
    @ValueSource(strings = {
        "NodePort", "ClusterIP", "LoadBalancer}\n--- # another\n{apiVersion: v1, kind: Secret, metadata: {name: more}",
        "NodePort}\n---\n---\n{kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: more}}]",
        "NodePort, externalName: '--- no document'", "NodePort, externalName:\n---no-document"})
    void the_objects_are_those_of_the_whole_text(String type) {
        String rendered = FIRST.replace("NodePort", type);

        assertThat(documents.objects(rendered)).isEqualTo(FlatObject.all(rendered)).isPresent();
    }

    @Test
    void line_ends_may_be_of_windows() {
        String rendered = FIRST.replace("\n", "\r\n");

        assertThat(documents.objects(rendered)).isEqualTo(FlatObject.all(rendered)).isPresent();
    }

    @Test
    void an_empty_text_has_no_objects() {
        assertThat(documents.objects("")).contains(List.of());
        assertThat(new RenderedDocuments("").objects(FIRST)).isEqualTo(FlatObject.all(FIRST));
    }

    @Test
    void what_is_not_yaml_is_not_taken_for_less() {
        assertThat(documents.objects(FIRST.replace("{name: web}", "{name: web"))).isEmpty();
    }
}
