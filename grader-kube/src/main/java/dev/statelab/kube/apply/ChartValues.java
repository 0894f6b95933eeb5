package dev.statelab.kube.apply;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chart is rendered with, beyond its own {@code values.yaml}.
 *
 * @param files as {@code helm --values}: a later one wins
 * @param single as {@code helm --set}, which wins over files: values by their paths, such as {@code image.tag}
 */
public record ChartValues(List<Path> files, Map<String, String> single) {

    public static final ChartValues NONE = new ChartValues(List.of(), Map.of());

    public ChartValues {
        files = List.copyOf(files);
        single = Collections.unmodifiableMap(new LinkedHashMap<>(single));
    }
}
