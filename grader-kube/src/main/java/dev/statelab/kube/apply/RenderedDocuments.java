package dev.statelab.kube.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a chart is rendered to again and again: a document that stays as it was at first is not read again. */
final class RenderedDocuments {

    /** No text within a document may begin a line like this. */
    private static final Pattern START = Pattern.compile("^(?=---(?:\\s|$))", Pattern.MULTILINE);

    private final Map<String, Optional<List<FlatObject>>> first = new HashMap<>();

    /** @param rendered YAML, as the chart is rendered to with its own values */
    RenderedDocuments(String rendered) {
        for (String document : START.splitAsStream(rendered).toList()) {
            first.computeIfAbsent(document, FlatObject::all);
        }
    }

    /** The objects of what the chart was rendered to; empty for what is not YAML. */
    Optional<List<FlatObject>> objects(String rendered) {
        List<FlatObject> objects = new ArrayList<>();
        for (String document : START.splitAsStream(rendered).toList()) {
            Optional<List<FlatObject>> read = first.containsKey(document)
                    ? first.get(document)
                    : FlatObject.all(document);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            objects.addAll(read.get());
        }
        return Optional.of(objects);
    }
}
