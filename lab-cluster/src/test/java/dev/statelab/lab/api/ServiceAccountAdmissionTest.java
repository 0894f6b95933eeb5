package dev.statelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountAdmissionTest {

    private static final String TOKENS = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final ApiServer api = TestApi.start(8);

    @AfterEach
    void close() {
        api.close();
    }

    private ObjectNode create(String namespace, String spec) throws ApiException {
        ObjectNode pod = Manifests.pod("kv-0");
        pod.withObjectProperty("spec").setAll(Manifests.yaml(spec));
        return api.create(ResourceTypes.POD, namespace, pod);
    }

    @Test
    void aPodIsOfTheDefaultAccountAndMountsItsToken() throws ApiException {
        ObjectNode pod = create("default", "{}");

        assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("default");
        assertThat(pod.at("/spec/serviceAccount").asText()).isEqualTo("default");
        assertThat(pod.at("/spec/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo(TOKENS);
        assertThat(pod.at("/spec/volumes/0/name").asText()).matches("kube-api-access-[a-z0-9]{5}")
                .isEqualTo(pod.at("/spec/containers/0/volumeMounts/0/name").asText());
        assertThat(pod.at("/spec/volumes/0/projected/sources/0/serviceAccountToken/expirationSeconds").asInt())
                .isEqualTo(3607);
    }

    @Test
    void anAccountThatIsNotThereIsSaidSo() {
        ApiException refused = catchThrowableOfType(ApiException.class,
                () -> create("default", "{serviceAccountName: worker}"));

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.getMessage()).isEqualTo("pods \"kv-0\" is forbidden: error looking up service account "
                + "default/worker: serviceaccount \"worker\" not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"true | {automountServiceAccountToken: false} | false", "false | {} | false",
        "false | {automountServiceAccountToken: true} | true"})
    void theTokenIsMountedAsThePodAndThenTheAccountSay(boolean ofAccount, String ofPod, boolean mounted)
            throws ApiException {
        ObjectNode account = Manifests.serviceAccount("quiet").put("automountServiceAccountToken", ofAccount);
        api.create(ResourceTypes.SERVICE_ACCOUNT, "default", account);
        ObjectNode spec = Manifests.yaml(ofPod).put("serviceAccountName", "quiet");

        ObjectNode pod = create("default", spec.toString());

        assertThat(pod.path("spec").has("volumes")).isEqualTo(mounted);
    }

    /** Somebody who starts pods right after the namespace need not wait for its account first. */
    @Test
    void aPodWaitsForTheAccountOfANewNamespace() throws ApiException {
        api.create(ResourceTypes.NAMESPACE, "", Manifests.namespace("new"));
        CompletableFuture<ObjectNode> pod = CompletableFuture.supplyAsync(() -> {
            try {
                return create("new", "{}");
            } catch (ApiException refused) {
                throw new CompletionException(refused);
            }
        });

        TestApi.addNamespaceContents(api, "new");

        assertThat(Metadata.namespace(pod.join())).isEqualTo("new");
    }
}
