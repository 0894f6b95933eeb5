package dev.statelab.kube.apply;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Renders a Helm chart in this process. Nothing of Helm is loaded before a chart is given. */
final class Chart {

    private static final String SOURCE = "# Source: ";

    private Chart() {}

    sealed interface Rendering {}

    record Rendered(String yaml) implements Rendering {}

    /** @param message what was expected and what Helm said */
    record NotRendered(String message) implements Rendering {}

    /** As {@code helm template}, with the chart's own values and its folder's name as the release's. */
    static Rendering render(Path folder, String namespace) {
        try {
            Path chart = folder.toRealPath();
            return new Rendered(
                    new Helm(chart).template().withName(releaseName(chart)).withNamespace(namespace).call());
        } catch (IOException | RuntimeException | LinkageError e) {
            return new NotRendered("expected a Helm chart that can be rendered: " + e.getMessage());
        }
    }

    /** The template that a line of the rendered text came from; Helm says so in a comment before it. */
    static Path template(Path chart, String rendered, int line) {
        List<String> before = rendered.lines().limit(line).toList().reversed();
        return before.stream().filter(text -> text.startsWith(SOURCE)).findFirst()
                .map(text -> text.substring(SOURCE.length()).strip())
                // The first part is the chart's name, which need not be the folder's.
                .map(name -> chart.resolve(name.substring(name.indexOf('/') + 1))).orElse(chart);
    }

    /** Helm allows what a DNS label allows, up to 53 characters. */
    private static String releaseName(Path chart) {
        String name = String.valueOf(chart.getFileName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "chart" : name.substring(0, Math.min(name.length(), 53)).replaceAll("-+$", "");
    }
}
