package dev.statelab.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.offline.Forecast;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.core.offline.Spot;
import dev.statelab.core.report.CheckJson;
import dev.statelab.core.report.CheckLines;
import dev.statelab.core.report.CheckText;
import dev.statelab.core.report.TextOptions;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import java.util.List;
import java.util.stream.IntStream;

/** A check of files with texts in every place that takes one, and what must be true of its reports. */
final class CheckReports {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Task TASK = task("""
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: probe, title: Probe}
            spec:
              namespace: lab
              maxPoints: 50
              observe:
                statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: kv}
              criteria:
                - {id: a, title: A, points: 10, expect: [{that: exists(statefulset)}]}
                - {id: b, title: B, points: 10, expect: [{that: exists(statefulset)}]}
                - {id: c, title: C, points: 10, expect: [{that: exists(statefulset)}]}
                - {id: d, title: D, points: 10, needs: [c], expect: [{that: exists(statefulset)}]}
                - {id: e, title: E, points: 10, expect: [{that: exists(statefulset)}]}
            """);

    private CheckReports() {}

    private static Task task(String text) {
        return switch (TaskReader.read(text, "task.yaml")) {
            case TaskReading.ReadTask read -> read.task();
            case TaskReading.Faulty faulty -> throw new AssertionError(faulty.mistakes());
        };
    }

    static void check(Texts texts) {
        OfflineCheck check = offline(texts);
        OfflineCheck harmless = offline(texts.harmless());
        for (TextOptions options : List.of(new TextOptions(80, false, true), new TextOptions(40, false, false),
                new TextOptions(20, false, true))) {
            Inert.assertTerminal(CheckText.render(check, options));
        }
        String lines = CheckLines.render(check, texts.at(30));
        Inert.assertTerminal(lines);
        assertThat(lines.lines().count()).isEqualTo(CheckLines.render(harmless, "t").lines().count());
        String json = CheckJson.render(check);
        Inert.assertTerminal(json);
        assertThat(json.chars().max().orElse(0)).isLessThan(0x7f);
        try {
            assertThat(JSON.readTree(json).findValuesAsText("outcome"))
                    .isEqualTo(JSON.readTree(CheckJson.render(harmless)).findValuesAsText("outcome"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static OfflineCheck offline(Texts texts) {
        List<Prediction> predictions = List.of(new Prediction.Holds(),
                new Prediction.Fails(Reports.finding(texts, 0), List.of()),
                new Prediction.Fails(Reports.finding(texts, 3), List.of()), new Prediction.Blocked("c"),
                new Prediction.Open(List.of(texts.at(6), texts.at(7))));
        List<Spot> spots = List.of(new Spot(new Place(texts.at(8), 9, 13), texts.at(9)),
                new Spot(new Place(texts.at(10), 4, 0), texts.at(11)));
        List<Remark> remarks = List.of(
                new Remark(Severity.UNREADABLE, new Place(texts.at(12), 3, 1), texts.at(13)),
                new Remark(Severity.ERROR, new Place(texts.at(14), 12, 5), texts.at(15)),
                new Remark(Severity.NOTE, new Place(texts.at(16), 0, 0), texts.at(17)));
        return new OfflineCheck(TASK, texts.at(18), 2, remarks, Reports.parameters(texts),
                IntStream.range(0, predictions.size())
                        .mapToObj(i -> new Judged(new Forecast(TASK.criteria().get(i), predictions.get(i)),
                                i == 1 ? spots : List.of()))
                        .toList());
    }
}
