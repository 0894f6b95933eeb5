package dev.statelab.core.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutantsTest {

    private static final String POD = "'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'a', 'namespace': 'n'}";

    private static KubernetesObject object(String quoted) {
        try {
            return new KubernetesObject((ObjectNode) new ObjectMapper().readTree(quoted.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(quoted, e);
        }
    }

    private static List<String> mutants(String spec) {
        return Mutants.of(List.of(object("{" + POD + ", 'spec': " + spec + "}"))).stream().map(Mutant::toString)
                .map(text -> text.replace("Pod a: ", "")).toList();
    }

    @Test
    void each_field_is_removed_emptied_and_changed_and_what_says_which_object_it_is_stays() {
        assertThat(mutants("{'n': 4, 't': 'x', 'b': true}")).containsExactly(
                "removed",
                "metadata removed", "metadata emptied", "metadata.name a -> ax",
                "spec removed", "spec emptied",
                "spec.n removed", "spec.n 4 -> 3", "spec.n 4 -> 5",
                "spec.t removed", "spec.t emptied", "spec.t x -> xx",
                "spec.b removed", "spec.b true -> false");
    }

    @Test
    void each_entry_of_a_list_is_dropped_and_duplicated() {
        assertThat(mutants("{'l': ['x', {'y': 1}]}")).contains(
                "spec.l[0] dropped", "spec.l[0] duplicated", "spec.l[0] x -> xx",
                "spec.l[1] dropped", "spec.l[1] duplicated", "spec.l[1].y removed", "spec.l[1].y 1 -> 2");
    }

    @ParameterizedTest
    @CsvSource({
        "'{''imagePullPolicy'': ''Never''}', spec.imagePullPolicy Never -> IfNotPresent",
        "'{''accessModes'': [''ReadWriteOnce'']}', spec.accessModes[0] ReadWriteOnce -> ReadWriteMany",
        "'{''storage'': ''1Mi''}', spec.storage 1Mi -> 0Mi",
        "'{''storage'': ''1.5Gi''}', spec.storage 1.5Gi -> 2.5Gi",
        "'{''s'': ''one\\ntwo\\n''}', 'spec.s without line 2, two'"})
    void a_value_has_its_own_neighbours(String spec, String mutant) {
        assertThat(mutants(spec)).contains(mutant);
    }

    @Test
    void no_two_mutants_are_the_same_and_none_is_the_reference() {
        List<Mutant> mutants = Mutants.of(List.of(object("{" + POD + ", 'spec': {'l': ['x']}}")));

        assertThat(mutants).extracting(Mutant::objects).doesNotHaveDuplicates()
                .doesNotContain(List.of(object("{" + POD + ", 'spec': {'l': ['x']}}")));
        assertThat(mutants).extracting(Mutant::toString).doesNotHaveDuplicates();
    }

    @Test
    void one_object_is_changed_and_the_others_are_as_they_are() {
        KubernetesObject other = object("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'b'}}");

        List<Mutant> mutants = Mutants.of(List.of(object("{" + POD + "}"), other));

        assertThat(mutants.getFirst().objects()).containsExactly(other);
        assertThat(mutants).filteredOn(mutant -> mutant.object().equals("Pod a") && !mutant.field().isEmpty())
                .isNotEmpty().allSatisfy(mutant -> assertThat(mutant.objects().get(1)).isEqualTo(other));
    }

    @Test
    void a_stateful_set_is_made_a_deployment_with_empty_volumes() {
        KubernetesObject set = object("{'apiVersion': 'apps/v1', 'kind': 'StatefulSet', 'metadata': {'name': 's'},"
                + " 'spec': {'replicas': 2, 'serviceName': 'x', 'template': {'spec': {'containers': []}},"
                + " 'volumeClaimTemplates': [{'metadata': {'name': 'data'}}]}}");

        Optional<Mutant> deployment = Mutants.of(List.of(set)).stream()
                .filter(mutant -> mutant.change().equals("-> Deployment")).findFirst();

        assertThat(deployment).hasValueSatisfying(mutant -> assertThat(mutant.objects()).containsExactly(
                object("{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 's'},"
                        + " 'spec': {'replicas': 2, 'template': {'spec': {'containers': [],"
                        + " 'volumes': [{'name': 'data', 'emptyDir': {}}]}}}}")));
    }
}
