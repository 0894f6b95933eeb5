package dev.statelab.kube.apply;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.HelmCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import dev.statelab.kube.apply.ManifestReading.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders a Helm chart in this process. Nothing of Helm is loaded before a chart is given. */
final class Chart {

    /** Where Helm says that something is wrong: {@code template: NAME/templates/a.yaml:3:5: executing …}. */
    private static final Pattern PLACE = Pattern.compile(
            "(?:template: |parse error at \\(|execution error at \\(|YAML parse error on )[^/\\s]+/"
                    + "(?<file>[^:\\s)]+?)(?::(?<line>\\d+))?(?::(?<column>\\d+))?\\)?: (?<problem>.*)",
            Pattern.DOTALL);
    private static final Pattern EXECUTING = Pattern.compile("executing \"[^\"]*\" at (?<rest>.*)", Pattern.DOTALL);
    private static final String DEBUG_HINT = "Use --debug flag to render out invalid YAML";
    private static final Pattern REMOTE = Pattern.compile("\"\\$ref\"\\s*:\\s*\"(?i:https?):");
    private static final int DEEPEST = 8;
    private static final String LINT_ERROR = "[ERROR] ";

    private final Path folder;
    private final Path chart;
    private final Helm helm;

    private Chart(Path folder, Path chart) {
        this.folder = folder;
        this.chart = chart;
        this.helm = new Helm(chart);
    }

    /** Loads Helm, which takes longer than rendering. */
    static void load() {
        if (ServiceLoader.load(NativeLibrary.class).findFirst().isPresent()) {
            HelmCommand<?> _ = Helm.version();
        }
    }

    sealed interface Rendering {}

    /** @param lines where each line of the text comes from */
    record Rendered(String yaml, TemplateLines lines) implements Rendering {}

    /** Everything that Helm says is wrong with it. */
    record NotRendered(List<Problem> problems) implements Rendering {
        NotRendered {
            problems = List.copyOf(problems);
        }
    }

    /** As {@code helm lint} and {@code helm template}, with its folder's name as the release's. */
    static Rendering render(Path folder, String namespace, ChartValues values) {
        if (ServiceLoader.load(NativeLibrary.class).findFirst().isEmpty()) {
            // It would be looked for in the internet.
            return new NotRendered(
                    List.of(new Problem(folder, 0, 0, cannot("there is no Helm for this kind of machine; "
                            + "try: helm template " + folder + " > manifests.yaml"))));
        }
        try {
            List<Problem> remote = remoteSchemas(folder);
            return remote.isEmpty()
                    ? new Chart(folder, folder.toRealPath()).render(namespace, values)
                    : new NotRendered(remote);
        } catch (IOException | RuntimeException | LinkageError e) {
            return new NotRendered(List.of(new Problem(folder, 0, 0, cannot(String.valueOf(e.getMessage())))));
        }
    }

    /** Schemas of values that refer to others in the internet, which Helm would fetch. */
    private static List<Problem> remoteSchemas(Path folder) throws IOException {
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            for (Path file : files.filter(each -> each.endsWith("values.schema.json")).sorted().toList()) {
                if (REMOTE.matcher(Files.readString(file)).find()) {
                    problems.add(
                            new Problem(file, 0, 0, "expected a schema that is complete, found a $ref to another one "
                                    + "in the internet, where nothing is looked up"));
                }
            }
        }
        return problems;
    }

    private Rendering render(String namespace, ChartValues values) {
        TemplateCommand template = helm.template().withName(releaseName(chart)).withNamespace(namespace);
        values.files().forEach(file -> template.withValuesFile(file.toAbsolutePath()));
        values.single().forEach(template::set);
        try {
            String yaml = template.call();
            return new Rendered(yaml, TemplateLines.of(folder, yaml));
        } catch (IllegalStateException refused) {
            Problem problem = problem(String.valueOf(refused.getMessage()));
            return new NotRendered(
                    problem.line() > 0 ? List.of(problem) : Stream.concat(Stream.of(problem), lint()).toList());
        }
    }

    /** What may explain it. */
    private Stream<Problem> lint() {
        LintResult result = helm.lint().call();
        return result.getMessages().stream().map(String::strip)
                .filter(message -> message.startsWith(LINT_ERROR) && !message.startsWith(LINT_ERROR + "templates/:"))
                .filter(message -> !message.contains("unable to load chart"))
                .map(message -> message.substring(LINT_ERROR.length()))
                .map(message -> new Problem(folder, 0, 0, message));
    }

    private Problem problem(String message) {
        String said = message.replace(DEBUG_HINT, "").replace(chart.toString(), folder.toString()).strip();
        Matcher place = PLACE.matcher(said);
        if (!place.find()) {
            return new Problem(folder, 0, 0, cannot(said));
        }
        String problem = place.group("problem");
        Matcher executing = EXECUTING.matcher(problem);
        return new Problem(folder.resolve(place.group("file")), number(place.group("line")),
                number(place.group("column")), cannot(executing.matches() ? executing.group("rest") : problem));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String cannot(String why) {
        return "expected a Helm chart that can be rendered: " + why;
    }

    /** Helm allows what a DNS label allows, up to 53 characters. */
    private static String releaseName(Path chart) {
        String name = String.valueOf(chart.getFileName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "chart" : name.substring(0, Math.min(name.length(), 53)).replaceAll("-+$", "");
    }
}
