package dev.statelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A lab cluster that has much to do at once, and therefore the machine for itself. */
@Isolated
final class ManyPodsTest {

    private static final int PODS = 200;
    private static final double SPEED = 5;
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void podsThatStartAtOnceAllGetReady() throws Exception {
        // given
        var set = Manifests.statefulSet("kv");
        set.withObjectProperty("spec").put("replicas", PODS).put("podManagementPolicy", "Parallel");
        ((ObjectNode) set.at("/spec/template/spec/containers/0")).putObject("readinessProbe").put("periodSeconds", 1)
                .putObject("httpGet").put("path", "/health").put("port", 5000);
        set.withObjectProperty("spec").withObjectProperty("template").withObjectProperty("spec")
                .putObject("securityContext").put("fsGroup", 1000);
        var ready = ConcurrentHashMap.<String>newKeySet();
        var all = new CountDownLatch(1);
        try (var lab = LabCluster.start(LabOptions.defaults().withSpeed(SPEED))) {
            try (var _ = lab.api().watch(ResourceTypes.POD, "default", "", event -> {
                if (isReady(event) && ready.add(Metadata.name(event.object())) && ready.size() == PODS) {
                    all.countDown();
                }
            })) {
                // when
                lab.api().create(ResourceTypes.STATEFUL_SET, "default", set);

                // then
                assertThat(all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ready: %s", ready).isTrue();
            }
        }
    }

    private static boolean isReady(WatchEvent event) {
        return event.object().path("status").path("conditions").valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }
}
