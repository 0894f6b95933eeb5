package dev.statelab.kube.release;

import dev.statelab.core.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a chart, with all charts in it.
 *
 * @param content by their paths in the chart's folder
 */
record ChartFiles(Map<String, byte[]> content) {

    private static final String CHARTS = "charts";
    private static final String IGNORED = ".helmignore";
    private static final int MOST = 2000;
    private static final int DEEPEST = 16;
    private static final int LARGEST = Limits.RELEASE;

    ChartFiles {
        content = Map.copyOf(content);
    }

    /** Whether it brings charts that it depends on. */
    static boolean hasCharts(Path chart) {
        return Files.isDirectory(chart.resolve(CHARTS));
    }

    /** Empty for more than Helm would store. Links, and what is hidden, are left out. */
    static Optional<ChartFiles> of(Path chart) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        long size = 0;
        try (Stream<Path> files = Files.walk(chart, DEEPEST)) {
            for (Path file : files.filter(each -> isOfChart(chart.relativize(each)))
                    .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).limit(MOST + 1).toList()) {
                size += Files.size(file);
                if (size > LARGEST || content.size() == MOST) {
                    return Optional.empty();
                }
                content.put(chart.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return Optional.of(new ChartFiles(content));
    }

    private static boolean isOfChart(Path path) {
        return path.endsWith(IGNORED) || Stream.iterate(0, at -> at < path.getNameCount(), at -> at + 1)
                .noneMatch(at -> path.getName(at).toString().startsWith("."));
    }

    /** Writes them into a new folder. */
    Path into(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : content.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path _ = Files.createDirectories(path.getParent());
            Path _ = Files.write(path, file.getValue());
        }
        return folder;
    }
}
