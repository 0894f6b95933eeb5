package dev.statelab.lab.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import org.junit.jupiter.api.Test;

final class RequestsTest {

    private static long cpu(String spec) {
        return Requests.of(Manifests.yaml("{spec: " + spec + "}")).of("cpu").whole();
    }

    @Test
    void containersRunTogether() {
        assertThat(cpu("{containers: [{resources: {requests: {cpu: 1}}}, {resources: {requests: {cpu: 2}}}]}"))
                .isEqualTo(3);
    }

    @Test
    void initContainersRunOneAfterTheOther() {
        assertThat(cpu("{initContainers: [{resources: {requests: {cpu: 4}}}, {resources: {requests: {cpu: 5}}}],"
                + " containers: [{resources: {requests: {cpu: 3}}}]}")).isEqualTo(5);
    }

    @Test
    void sidecarsRunBesideTheOthers() {
        assertThat(cpu("{initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 4}}}],"
                + " containers: [{resources: {requests: {cpu: 3}}}]}")).isEqualTo(7);
    }

    @Test
    void aLimitIsARequestWhereThereIsNone() {
        assertThat(cpu("{containers: [{resources: {limits: {cpu: 2}}}]}")).isEqualTo(2);
    }
}
