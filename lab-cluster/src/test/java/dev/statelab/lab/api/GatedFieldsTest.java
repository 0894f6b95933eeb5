package dev.statelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatedFieldsTest {

    private static final GatedFields STOCK = new GatedFields(Set.of());
    private static final GatedFields OPEN = new GatedFields(Set.of(FeatureGate.MAX_UNAVAILABLE_STATEFUL_SET));

    private static ObjectNode set() {
        return Manifests.yaml("{spec: {updateStrategy: {rollingUpdate: {partition: 1, maxUnavailable: 2}}}}");
    }

    private static JsonNode rollingUpdate(GatedFields gated, ResourceType type, Optional<ObjectNode> present) {
        ObjectNode next = set();
        gated.drop(type, next, present);
        return next.at("/spec/updateStrategy/rollingUpdate");
    }

    @Test
    void aStockClusterDropsWhatItDoesNotDo() {
        assertThat(rollingUpdate(STOCK, ResourceTypes.STATEFUL_SET, Optional.empty()))
                .isEqualTo(Manifests.yaml("{partition: 1}"));
    }

    @Test
    void whatIsInUseStays() {
        assertThat(rollingUpdate(STOCK, ResourceTypes.STATEFUL_SET, Optional.of(set())).has("maxUnavailable")).isTrue();
    }

    @Test
    void anOpenGateLetsItThrough() {
        assertThat(rollingUpdate(OPEN, ResourceTypes.STATEFUL_SET, Optional.empty()).has("maxUnavailable")).isTrue();
    }

    @Test
    void otherTypesKeepTheirs() {
        assertThat(rollingUpdate(STOCK, ResourceTypes.DAEMON_SET, Optional.empty()).has("maxUnavailable")).isTrue();
    }
}
