package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three students' charts, installed as Helm does, with somebody else's StatefulSet and claims beside them. */
class Lab14Test {

    private static final String SOLUTIONS = "../reference-solutions/lab-14/";

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"app-stateful-python-app", "myapp-stateful", "timeapp"})
    void each_of_the_charts_has_all_points_without_a_parameter(String chart) throws IOException {
        int exitCode = terminal.run("evaluate", "lab-14", "--lab", "--apply", SOLUTIONS + "surroundings", "--apply",
                SOLUTIONS + chart, "--format", "json");

        JsonNode evaluation = new ObjectMapper().readTree(terminal.out());
        assertThat(evaluation.path("score").asInt()).as(terminal.out()).isEqualTo(120);
        assertThat(evaluation.at("/parameters/0/value").asText()).isEqualTo(chart);
        List<String> choices = new ArrayList<>();
        evaluation.path("parameters").forEach(parameter -> choices.add(parameter.path("choice").asText()));
        assertThat(choices).hasSize(7).containsOnly("found");
        assertThat(exitCode).isZero();
    }
}
