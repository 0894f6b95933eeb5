package dev.statelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Decoder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceTypesTest {

    private final ApiServer api = ApiServer.start(new SettableClock(), new Random(7), 8);

    @AfterEach
    void close() {
        api.close();
    }

    static List<ResourceType> served() {
        return ResourceTypes.SERVED;
    }

    @ParameterizedTest
    @MethodSource("served")
    void theModelKnowsTheFieldsOfEachType(ResourceType type) {
        assertThat(new Decoder().schema(type).field("metadata")).isPresent();
        assertThat(new Decoder().schema(type).field("status").isPresent() || !type.has(Trait.STATUS)).isTrue();
    }

    @Test
    void aManifestOfAnyTypeCanBeStored() throws ApiException {
        String manifests = """
                {apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {rules: [{host: a.example}]}}
                {apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {maxUnavailable: 1}}
                {apiVersion: v1, kind: LimitRange, spec: {limits: [{type: Container, default: {cpu: 0.5}}]}}
                {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, rules: [{verbs: [get], resources: [pods]}]}
                {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: {maxReplicas: 3}}""";
        for (String manifest : manifests.lines().toList()) {
            ObjectNode object = Manifests.yaml(manifest);
            Metadata.of(object).put("name", "a");
            ResourceType type = api.type(object.path("apiVersion").asText(), Metadata.kind(object)).orElseThrow();

            api.create(type, "default", api.decoder().fit(type, object).object());

            assertThat(api.find(type, "default", "a")).isPresent();
        }
    }

    @Test
    void aSchemaInACustomResourceDefinitionKeepsItsForm() throws ApiException {
        ObjectNode definition = Manifests.yaml("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.example.com}
                spec:
                  group: example.com
                  versions:
                    - name: v1
                      schema:
                        openAPIV3Schema: {type: object, additionalProperties: true, items: {type: string}}
                """);

        Decoder.Decoded decoded = api.decoder().fit(ResourceTypes.CUSTOM_RESOURCE_DEFINITION, definition);

        assertThat(decoded.problems()).isEmpty();
        assertThat(decoded.object().at("/spec/versions/0/schema/openAPIV3Schema/additionalProperties").asBoolean())
                .isTrue();
    }
}
