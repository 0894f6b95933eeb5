package dev.statelab.kube.apply;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a chart is to be rendered and installed.
 *
 * @param release its name; empty for the chart's folder's
 * @param files as {@code helm --values}: a later one wins
 * @param single as {@code helm --set}, which wins over files: values by their paths, such as {@code image.tag}
 */
public record ChartOptions(String release, List<Path> files, Map<String, String> single) {

    public static final ChartOptions NONE = new ChartOptions("", List.of(), Map.of());

    public ChartOptions {
        requireNonNull(release, "release");
        files = List.copyOf(files);
        single = Collections.unmodifiableMap(new LinkedHashMap<>(single));
    }
}
