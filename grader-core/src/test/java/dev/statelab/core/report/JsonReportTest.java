package dev.statelab.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.GoldenFile;
import dev.statelab.core.result.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonReportTest {

    private static Schema schema() throws IOException {
        try (InputStream stream = Objects
                .requireNonNull(JsonReport.class.getResourceAsStream("evaluation-v1.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(stream);
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_reads_as_in_the_golden_file(Evaluations evaluation) {
        GoldenFile.assertMatches(evaluation.file() + ".json", JsonReport.render(evaluation.evaluation()));
    }

    @ParameterizedTest
    @EnumSource
    void it_is_valid_by_the_published_schema(Evaluations evaluation) throws IOException {
        assertThat(schema().validate(JsonReport.render(evaluation.evaluation()), InputFormat.JSON)).isEmpty();
    }

    @Test
    void the_schema_refuses_a_score_of_an_incomplete_evaluation() throws IOException {
        String json = JsonReport.render(Evaluations.INCOMPLETE.evaluation()).replace("\"maxScore\"",
                "\"score\" : 50, \"maxScore\"");

        assertThat(schema().validate(json, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void an_incomplete_evaluation_has_no_score() {
        assertThat(JsonReport.json(Evaluations.INCOMPLETE.evaluation()).has("score")).isFalse();
    }

    @Test
    void what_is_on_claims_is_read_back_as_it_was() {
        Evaluation evaluation = Evaluations.HOSTILE.evaluation();

        assertThat(ContentsJson.read(JsonReport.json(evaluation))).isEqualTo(evaluation.contents()).isNotEmpty();
        assertThat(ContentsJson.read(JsonReport.json(Evaluations.COMPLETE.evaluation()))).isEmpty();
    }
}
