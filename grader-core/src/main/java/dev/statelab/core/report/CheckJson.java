package dev.statelab.core.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.result.Finding;
import java.util.List;
import java.util.Locale;

/**
 * An offline check for programs, {@code statelab.dev/check/v1}: {@code remarks} with {@code severity}
 * ({@code unreadable}, {@code error}, {@code note}), place and {@code message}; {@code criteria} with {@code id},
 * {@code title}, {@code maxPoints} and {@code outcome} ({@code holds}, {@code fails}, {@code blocked}, {@code open}).
 * Lines and columns count from 1; those that are not known are absent. Pure ASCII.
 */
public final class CheckJson {

    public static final String SCHEMA = "statelab.dev/check/v1";

    private CheckJson() {}

    /** The JSON text, ended by a line feed. */
    public static String render(OfflineCheck check) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("schema", SCHEMA)
                .put("task", check.task().name())
                .put("taskVersion", check.task().version())
                .put("namespace", check.namespace())
                .put("objects", check.objects())
                .put("clean", check.isClean());
        var remarks = json.putArray("remarks");
        check.remarks().forEach(remark -> put(
                remarks.addObject().put("severity", remark.severity().name().toLowerCase(Locale.ROOT)), remark.place())
                .put("message", remark.message()));
        check.parameters().forEach(result -> json.withArray("parameters").add(ParameterJson.of(result)));
        var criteria = json.putArray("criteria");
        check.criteria().forEach(judged -> criteria.add(json(judged)));
        return AsciiJson.pretty(json) + "\n";
    }

    private static ObjectNode json(Judged judged) {
        var criterion = judged.forecast().criterion();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", criterion.id())
                .put("title", criterion.title()).put("maxPoints", criterion.points());
        switch (judged.forecast().prediction()) {
            case Prediction.Holds _ -> json.put("outcome", "holds");
            case Prediction.Fails(Finding finding, _) -> {
                json.put("outcome", "fails").put("expected", finding.expected()).put("found", finding.found());
                if (!finding.hint().isEmpty()) {
                    json.put("hint", finding.hint());
                }
                var places = json.putArray("places");
                judged.spots().forEach(spot -> put(places.addObject(), spot.place()).put("what", spot.what()));
            }
            case Prediction.Blocked(String by) -> json.put("outcome", "blocked").put("blockedBy", by);
            case Prediction.Unread(List<String> files) ->
                open(json, files.stream().map(file -> file + ", once it can be read").toList());
            case Prediction.Open(List<String> needs) -> open(json, needs);
        }
        return json;
    }

    private static void open(ObjectNode json, List<String> needs) {
        var list = json.put("outcome", "open").putArray("needs");
        needs.forEach(list::add);
    }

    private static ObjectNode put(ObjectNode json, Place place) {
        json.put("file", place.file());
        if (place.line() > 0) {
            json.put("line", place.line());
        }
        if (place.column() > 0) {
            json.put("column", place.column());
        }
        return json;
    }
}
