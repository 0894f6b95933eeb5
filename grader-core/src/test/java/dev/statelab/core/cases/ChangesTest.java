package dev.statelab.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cases.CaseSolution.Changed;
import dev.statelab.core.cases.CaseSolution.Operation;
import dev.statelab.core.cases.CaseSolution.Patch;
import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.cases.Changes.Made;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.task.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

    private static final Place PLACE = new Place("a.yaml", 7, 9);
    private static final KubernetesObject SERVICE = object("{kind: 'Service', metadata: {name: 's'}}");
    private static final KubernetesObject POD = object("{kind: 'Pod', metadata: {name: 'p'}, spec: {a: 1}}");

    private static KubernetesObject object(String loose) {
        return new KubernetesObject((ObjectNode) json(loose));
    }

    private static JsonNode json(String loose) {
        try {
            return new ObjectMapper().readTree(loose.replaceAll("(\\w+):", "\"$1\":").replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(loose, e);
        }
    }

    private static Target target(String kind) {
        return new Target(kind, "", PLACE);
    }

    private static Patch patch(String kind, String operation) {
        return new Patch(target(kind), List.of(new Operation(json(operation), PLACE)));
    }

    private static Made make(List<Target> without, List<Patch> patches, KubernetesObject... more) {
        return Changes.make(new Changed("", CaseSolution.ChartChange.NONE, without, patches, List.of(more), List.of()),
                List.of(SERVICE, POD));
    }

    @Test
    void only_the_target_is_changed() {
        Made made = make(List.of(), List.of(patch("Pod", "{op: 'replace', path: '/spec/a', value: 2}")));

        assertThat(made).isEqualTo(new Made.Complete(
                List.of(SERVICE, object("{kind: 'Pod', metadata: {name: 'p'}, spec: {a: 2}}"))));
        assertThat(POD.json().at("/spec/a").asInt()).isEqualTo(1);
    }

    @Test
    void an_object_can_be_left_out() {
        assertThat(make(List.of(target("Service")), List.of())).isEqualTo(new Made.Complete(List.of(POD)));
    }

    @Test
    void a_further_object_takes_the_place_of_its_namesake() {
        KubernetesObject other = object("{kind: 'Pod', metadata: {name: 'p'}, spec: {}}");

        assertThat(make(List.of(), List.of(), other)).isEqualTo(new Made.Complete(List.of(SERVICE, other)));
    }

    @Test
    void a_target_that_is_not_there_is_a_mistake() {
        assertThat(make(List.of(), List.of(patch("Pood", "{op: 'remove', path: '/spec'}"))))
                .isEqualTo(new Made.Faulty(List.of(new Mistake("a.yaml", 7, 9,
                        "exactly one object of the reference solution: Service s, Pod p", "0 for Pood"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove', path: '/spec/b", "replace', value: 1, path: '/spec/b",
        "add', value: 1, path: '/a/b",
        "test', value: 2, path: '/spec/a"})
    void an_operation_that_does_not_fit_is_a_mistake(String operation) {
        assertThat(make(List.of(), List.of(patch("Pod", "{op: '" + operation + "'}"))))
                .isInstanceOfSatisfying(Made.Faulty.class,
                        faulty -> assertThat(faulty.mistakes().getFirst().toString())
                                .startsWith("a.yaml:7:9: expected an operation that fits Pod, found "));
    }
}
