package dev.statelab.lab.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl create KIND} and its like: what they send in protobuf is stored as the same object sent in JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Different for each object, or for each way to create it. */
    private static final List<String> OWN = List.of("uid", "resourceVersion", "creationTimestamp", "managedFields",
            "annotations", "namespace");

    private Optional<KubectlLab> started = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        KubectlLab lab = KubectlLab.start(folder);
        started = Optional.of(lab);
        lab.run("create namespace typed");
        lab.run("create namespace untyped");
    }

    @AfterAll
    void close() {
        started.ifPresent(KubectlLab::close);
    }

    private KubectlLab lab() {
        return started.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "configmap cm --from-literal=color=blue --from-literal=empty=",
        "secret generic s --from-literal=password=x",
        "secret docker-registry regcred --docker-server=x.io --docker-username=u --docker-password=p",
        "service clusterip headless --clusterip=None --tcp=5000:5000",
        "service externalname out --external-name=example.org",
        "serviceaccount robot",
        "deployment none --image=kvstore:latest --replicas=0 --port=5000",
        "deployment web --image=nginx:1.27 --replicas=2",
        "cronjob tick --image=busybox:1.36 --schedule=@hourly",
        "role reader --verb=get,list --resource=pods,statefulsets.apps",
        "rolebinding readers --role=reader --serviceaccount=typed:robot --user=jane",
        "resourcequota quota --hard=cpu=1,memory=1Gi,pods=3",
        "poddisruptionbudget pdb --selector=app=kv --min-available=50%",
        "ingress in --rule=foo.com/bar=svc1:8080,tls=cert"})
    void what_a_typed_command_creates_is_what_its_manifest_creates(String line) throws JsonProcessingException {
        String manifest = lab().run("create " + line + " --namespace=untyped --dry-run=client --output=json");

        JsonNode applied = JSON.readTree(lab().runWith(manifest, "apply --namespace=untyped -f - --output=json"));
        JsonNode typed = JSON.readTree(lab().run("create " + line + " --namespace=typed --output=json"));

        assertThat(comparable(typed)).isEqualTo(comparable(applied));
    }

    private static ObjectNode comparable(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        copy.withObjectProperty("metadata").remove(OWN);
        copy.remove("status");
        return copy;
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        lab().run("create configmap twice --namespace=typed");

        Kubectl.Answer second = lab().kubectl().line("create configmap twice --namespace=typed");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("configmaps \"twice\" already exists");
    }

    @Test
    void a_name_that_is_none_is_refused_with_the_field() {
        Kubectl.Answer answer = lab().kubectl().line("create namespace Not_A_Name");

        assertThat(answer.err()).contains("is invalid: metadata.name: Invalid value: \"Not_A_Name\"");
    }

    @Test
    void a_pod_runs_to_its_end() {
        lab().run("run once --namespace=typed --image=busybox:1.36 --restart=Never -- echo hello");

        lab().run("wait --namespace=typed --for=jsonpath={.status.phase}=Succeeded pod/once --timeout=60s");

        assertThat(lab().run("logs --namespace=typed once")).isEqualTo("hello\n");
    }

    @Test
    void auth_can_i_is_answered() {
        assertThat(lab().run("auth can-i delete pods --namespace=typed")).isEqualTo("yes\n");
    }
}
