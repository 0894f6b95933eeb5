package dev.statelab.kube.apply;

import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.helm.HelmCall;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.helm.HelmRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A Helm chart, as Helm renders it. Nothing of Helm is started before a chart is given. */
public final class Chart {

    /** What makes a folder a chart. */
    public static final String FILE = "Chart.yaml";

    private static final String ERROR = "[ERROR] ";
    private static final String WARNING = "[WARNING] ";

    private final Path folder;
    private final Path real;

    private Chart(Path folder, Path real) {
        this.folder = folder;
        this.real = real;
    }

    /** True for a folder with a {@code Chart.yaml}. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** The name of its release unless somebody gives one: its folder's, as far as Helm allows it. */
    public static String releaseName(Path folder, ChartOptions options) {
        if (!options.release().isEmpty()) {
            return options.release();
        }
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName()).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "chart" : name.substring(0, Math.min(name.length(), 53)).replaceAll("-+$", "");
    }

    /** What came of rendering a chart. */
    public sealed interface Rendering {}

    /** @param lines where each line of the text comes from */
    record Rendered(String yaml, TemplateLines lines) implements Rendering {}

    /** Everything that Helm says is wrong with it. */
    record NotRendered(List<Problem> problems) implements Rendering {
        NotRendered {
            problems = List.copyOf(problems);
        }
    }

    /** As {@code helm lint} and {@code helm template}. */
    public static Rendering render(Path folder, String namespace, ChartOptions options) {
        if (!HelmCall.isPossible()) {
            return new NotRendered(List.of(ChartProblems.problem(folder, "there is no Helm for this kind of machine; "
                    + "try: helm template " + folder + " > manifests.yaml")));
        }
        List<Problem> faulty = ValuesGiven.problems(folder, options);
        if (!faulty.isEmpty()) {
            return new NotRendered(faulty);
        }
        try {
            List<Problem> reaching = ReachingOut.of(folder);
            return reaching.isEmpty() ? open(folder).render(namespace, options) : new NotRendered(reaching);
        } catch (IOException | RuntimeException | LinkageError e) {
            return new NotRendered(List.of(ChartProblems.problem(folder, String.valueOf(e.getMessage()))));
        }
    }

    static Chart open(Path folder) throws IOException {
        return new Chart(folder, folder.toRealPath());
    }

    private Rendering render(String namespace, ChartOptions options) {
        try {
            String yaml = template(releaseName(folder, options), namespace, options.files(), options.single());
            return new Rendered(yaml, TemplateLines.of(folder, yaml));
        } catch (IllegalStateException refused) {
            return new NotRendered(new ChartProblems(folder, real).of(String.valueOf(refused.getMessage()),
                    () -> lint().errors()));
        }
    }

    /**
     * As {@code helm template --no-hooks}.
     *
     * @return empty for a chart that is rendered to nothing, or to hooks alone
     * @throws IllegalStateException with Helm's words when it cannot be rendered
     * @throws HelmEnded when it comes to no end
     */
    String template(String release, String namespace, List<Path> files, Map<String, String> single) {
        return HelmCall.render(HelmRequest.template(real, release, namespace, files, single)).getFirst();
    }

    /** What {@code helm lint} says, with the chart's own values. */
    record Lint(List<String> errors, List<String> warnings) {
        Lint {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    Lint lint() {
        List<String> messages = HelmCall.render(HelmRequest.lint(real)).stream().map(String::strip).toList();
        return new Lint(starting(messages, ERROR), starting(messages, WARNING));
    }

    private static List<String> starting(List<String> messages, String with) {
        return messages.stream().filter(message -> message.startsWith(with))
                .map(message -> message.substring(with.length())).toList();
    }
}
