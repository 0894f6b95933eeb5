package dev.statelab.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.statelab.core.GoldenFile;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.offline.Forecast;
import dev.statelab.core.offline.ObjectField;
import dev.statelab.core.offline.ObjectName;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.core.offline.Spot;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckReportTest {

    private static final Task TASK = Tasks.withCriteria(
            """
                    - {id: exists, title: The StatefulSet exists, points: 20, expect: [{that: exists(statefulset)}]}
                    - {id: replicas, title: Three replicas, points: 20, expect: [{that: statefulset.spec.replicas == 3}]}
                    - {id: claims, title: A claim for each pod, points: 20, needs: [replicas], expect: [{that: claims.size() == 3}]}
                    - {id: service, title: A headless service, points: 20, expect: [{that: exists(service)}]}
                    - {id: ready, title: All pods are ready, points: 20, expect: [{that: "pods.all(p, isReady(p))"}]}
                    """);

    private static final OfflineCheck CHECK = check("manifests/statefulset.yaml", "3 replicas");

    @Test
    void it_reads_as_in_the_golden_file() {
        GoldenFile.assertMatches("check.txt", CheckText.render(CHECK, TextOptions.plain()));
        GoldenFile.assertMatches("check.json", CheckJson.render(CHECK));
        GoldenFile.assertMatches("check.lines", CheckLines.render(CHECK, "manifests"));
    }

    @Test
    void what_may_be_in_files_that_cannot_be_read_is_named_and_no_more() {
        OfflineCheck check = new OfflineCheck(TASK, "lab", 0,
                List.of(new Remark(Severity.UNREADABLE, new Place("chart/values.yaml", 3, 1), "expected YAML")),
                List.of(new ParameterResult("set", "the StatefulSet", false, new Absent("no StatefulSet")),
                        new ParameterResult("page", "the page", false, new Found("/", "unless you name another"))),
                TASK.criteria().stream().map(criterion -> new Judged(
                        new Forecast(criterion, new Prediction.Unread(List.of("chart/values.yaml"))),
                        List.of())).toList());

        String text = CheckText.render(check, TextOptions.plain());

        assertThat(CheckJson.render(check)).contains("\"outcome\" : \"open\"",
                "\"chart/values.yaml, once it can be read\"");
        assertThat(text.replaceAll("\\s+", " "))
                .contains("chart/values.yaml:3:1 expected YAML page /: unless you name another"
                        + " Open until everything can be read: The StatefulSet exists, Three replicas, A claim for each pod,"
                        + " A headless service, All pods are ready 5 criteria: 0 met, 0 not met, 5 open");
    }

    @Test
    void the_json_is_valid_by_the_published_schema() throws IOException {
        try (InputStream stream = Objects
                .requireNonNull(CheckJson.class.getResourceAsStream("check-v1.schema.json"))) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(stream);

            assertThat(schema.validate(CheckJson.render(CHECK), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(CheckJson.render(CHECK).replace("\"needs\"", "\"need\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void it_is_readable_in_40_columns_of_ascii() {
        String text = CheckText.render(CHECK, new TextOptions(40, false, false));

        GoldenFile.assertMatches("check.40.txt", text);
        assertThat(text).matches("[\\n\\x20-\\x7e]*");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 61, 80, 200})
    void no_line_is_wider_than_the_terminal_or_ends_with_a_space(int width) {
        assertThat(CheckText.render(CHECK, new TextOptions(width, false, true)).lines()).allSatisfy(line -> {
            assertThat(Printable.width(line)).describedAs(line).isLessThanOrEqualTo(width);
            assertThat(line).doesNotEndWith(" ");
        });
    }

    @Test
    void nothing_in_the_files_acts_on_the_terminal_or_looks_like_another_line() {
        OfflineCheck hostile = check("a\u001b[2J\nb.yaml", "\u001b]0;x\u0007\nc.yaml:1:1: error: x");

        assertThat(CheckText.render(hostile, TextOptions.plain()) + CheckLines.render(hostile, "m")
                + CheckJson.render(hostile)).doesNotContain("\u001b").doesNotContain("\u0007");
        assertThat(CheckLines.render(hostile, "m").lines())
                .hasSameSizeAs(CheckLines.render(CHECK, "m").lines().toList());
    }

    private static OfflineCheck check(String file, String found) {
        ObjectName set = new ObjectName(ResourceKind.STATEFUL_SET, "lab", "kv");
        List<Prediction> predictions = List.of(new Prediction.Holds(),
                new Prediction.Fails(
                        new Finding("spec.replicas: 3", found, "`spec.replicas` says how many pods there are."),
                        List.of(new ObjectField(set, List.of("spec", "replicas")))),
                new Prediction.Blocked("replicas"),
                new Prediction.Fails(
                        new Finding("a Service named kv-headless", "Service lab/kv-headless not found", ""),
                        List.of()),
                new Prediction.Open(List.of("status of Pods kv-0, kv-1", "the criterion replicas to pass")));
        List<Judged> criteria = IntStream.range(0, predictions.size())
                .mapToObj(i -> new Judged(new Forecast(TASK.criteria().get(i), predictions.get(i)),
                        i == 1
                                ? List.of(new Spot(new Place(file, 9, 13), "spec.replicas"),
                                        new Spot(new Place(file, 4, 0), "metadata has no 'labels'"))
                                : List.of()))
                .toList();
        return new OfflineCheck(TASK, "lab", 2, List.of(
                new Remark(Severity.UNREADABLE, new Place("manifests/broken.yaml", 3, 1), "not YAML: found a tab"),
                new Remark(Severity.ERROR, new Place(file, 12, 5),
                        "unknown field \"spec.replica\" (did you mean 'replicas'?)"),
                new Remark(Severity.NOTE, new Place("manifests/w.yaml", 0, 0), "not judged: Widget of example.com/v1")),
                List.of(), criteria);
    }
}
