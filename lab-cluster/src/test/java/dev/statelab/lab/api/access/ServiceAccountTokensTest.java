package dev.statelab.lab.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.SettableClock;
import dev.statelab.lab.api.TestApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceAccountTokensTest {

    private static final List<String> HERE = List.of(ServiceAccountTokens.ISSUER);

    private final ApiServer api = TestApi.start(8);
    private final SettableClock clock = new SettableClock();
    private final ServiceAccountTokens tokens = new ServiceAccountTokens(api, clock,
            "the key of this cluster, and of no other");

    @AfterEach
    void close() {
        api.close();
    }

    private String token(Optional<ObjectNode> bound, Duration lifetime) throws ApiException {
        ObjectNode account = api.get(ResourceTypes.SERVICE_ACCOUNT, "default", "default");
        return tokens.issue(account, bound, List.of(), lifetime).token();
    }

    private boolean isValid(String token) {
        return tokens.user(token, HERE).isPresent();
    }

    @Test
    void aTokenExpiresByTheClustersClock() throws ApiException {
        String token = token(Optional.empty(), Duration.ofMinutes(20));

        clock.moveTo(SettableClock.NOW.plus(Duration.ofMinutes(19)));
        assertThat(isValid(token)).isTrue();
        clock.moveTo(SettableClock.NOW.plus(Duration.ofMinutes(21)));
        assertThat(isValid(token)).isFalse();
    }

    @Test
    void theTokenInAPodOutlivesItsHour() throws ApiException {
        String token = token(Optional.empty(), Duration.ofSeconds(3607));

        clock.moveTo(SettableClock.NOW.plus(Duration.ofDays(3)));

        assertThat(isValid(token)).isTrue();
    }

    @Test
    void theTokenOfAPodEndsWithIt() throws ApiException {
        ObjectNode pod = api.create(ResourceTypes.POD, "default", Manifests.pod("kv-0"));
        String token = token(Optional.of(pod), Duration.ofHours(1));

        assertThat(tokens.user(token, HERE).orElseThrow().extra())
                .containsEntry("authentication.kubernetes.io/pod-name", List.of("kv-0"));
        api.delete(ResourceTypes.POD, "default", "kv-0", DeleteOptions.NOW);
        assertThat(isValid(token)).isFalse();
    }

    @Test
    void anotherClustersTokenIsNobodys() throws ApiException {
        ServiceAccountTokens elsewhere = new ServiceAccountTokens(api, new SettableClock(),
                "the key of another cluster, not of this");
        ObjectNode account = api.get(ResourceTypes.SERVICE_ACCOUNT, "default", "default");

        assertThat(isValid(elsewhere.issue(account, Optional.empty(), List.of(), Duration.ofHours(1)).token()))
                .isFalse();
    }
}
