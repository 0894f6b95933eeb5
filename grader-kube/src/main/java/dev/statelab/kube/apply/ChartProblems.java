package dev.statelab.kube.apply;

import dev.statelab.kube.apply.ManifestReading.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in our words what Helm says of a chart, with the file and line that it names.
 *
 * @param folder as somebody named it
 * @param real as Helm knows it
 */
record ChartProblems(Path folder, Path real) {

    /** Where Helm says that something is wrong: {@code template: NAME/templates/a.yaml:3:5: executing …}. */
    private static final Pattern PLACE = Pattern.compile(
            "(?:template: |parse error at \\(|execution error at \\(|YAML parse error on )[^/\\s]+/"
                    + "(?<file>[^:\\s)]+?)(?::(?<line>\\d+))?(?::(?<column>\\d+))?\\)?: (?<problem>.*)",
            Pattern.DOTALL);
    private static final Pattern EXECUTING = Pattern.compile("executing \"[^\"]*\" at (?<rest>.*)", Pattern.DOTALL);
    /** A file of the chart that is no YAML. */
    private static final Pattern LOADING = Pattern.compile(
            "cannot load (?<file>\\S+): error converting YAML to JSON: yaml: (?:line (?<line>\\d+): )?(?<problem>.*)",
            Pattern.DOTALL);
    private static final Pattern METADATA = Pattern.compile("chart\\.metadata\\.(?<field>\\w+) is required");
    private static final Pattern RENDERED = Pattern.compile(
            "error converting YAML to JSON: yaml: (?:line (?<line>\\d+): )?(?<problem>.*)", Pattern.DOTALL);
    private static final Pattern NO_VALUE = Pattern.compile(
            "<\\.Values\\.(?<path>[\\w.]+)>: nil pointer evaluating interface \\{\\}\\.(?<field>\\w+)");
    private static final String OPEN_BLOCK = "unexpected EOF";
    private static final Pattern DEPENDENCIES = Pattern.compile("missing in charts/ directory: (?<names>.*)");
    private static final String DEBUG_HINT = "Use --debug flag to render out invalid YAML";
    private static final String SET_HINT = "failed parsing --set data: ";

    /**
     * Everything that is wrong.
     *
     * @param message why Helm does not render the chart
     * @param lint what its linter has to say, which may explain it
     */
    List<Problem> of(String message, Supplier<List<String>> lint) {
        String said = message.replace(DEBUG_HINT, "").replace(real.toString(), folder.toString()).strip();
        Matcher dependencies = DEPENDENCIES.matcher(said);
        if (dependencies.find()) {
            return List.of(new Problem(folder.resolve("Chart.yaml"), 0, 0,
                    "expected every chart that this one depends on"
                            + " in its folder charts, found none for: " + dependencies.group("names").strip()
                            + "; nothing is downloaded here, so run 'helm dependency update " + folder
                            + "' and hand in the folder charts, too"));
        }
        Problem problem = of(said);
        return Stream.concat(Stream.of(problem),
                problem.file().equals(folder) ? ofLint(lint.get()) : missingValues()).toList();
    }

    private Problem of(String said) {
        if (said.startsWith(SET_HINT)) {
            return new Problem(folder, 0, 0, "expected --set PATH=VALUE with a path such as image.tag or args[0]: "
                    + said.substring(SET_HINT.length()));
        }
        Matcher loading = LOADING.matcher(said);
        if (loading.find()) {
            return new Problem(folder.resolve(loading.group("file")), number(loading.group("line")), 0,
                    "expected YAML: " + loading.group("problem").strip());
        }
        Matcher metadata = METADATA.matcher(said);
        if (metadata.find()) {
            return new Problem(folder.resolve("Chart.yaml"), 0, 0,
                    "expected the chart's " + metadata.group("field") + ", found none");
        }
        Matcher place = PLACE.matcher(said);
        if (!place.find()) {
            return problem(folder, said);
        }
        String problem = place.group("problem");
        Matcher executing = EXECUTING.matcher(problem);
        return new Problem(folder.resolve(place.group("file")), number(place.group("line")),
                number(place.group("column")), cannot(why(executing.matches() ? executing.group("rest") : problem)));
    }

    /** What is wrong with a template, in words that say what to do where Helm's do not. */
    private static String why(String problem) {
        Matcher noValue = NO_VALUE.matcher(problem);
        Matcher rendered = RENDERED.matcher(problem);
        if (noValue.find()) {
            return noValue(noValue.group("path"), noValue.group("field"));
        }
        if (rendered.find()) {
            String line = rendered.group("line") == null ? "" : ", in its line " + rendered.group("line");
            return "what this template comes to is no YAML" + line + ": " + rendered.group("problem").strip();
        }
        return problem.strip().equals(OPEN_BLOCK)
                ? OPEN_BLOCK + ": each if, range, with, define and block needs an end"
                : problem;
    }

    /** @param path below {@code .Values}, as far as the template asks */
    private static String noValue(String path, String field) {
        int asked = ("." + path + ".").indexOf("." + field + ".", 1);
        String missing = asked < 0 ? path : path.substring(0, asked - 1);
        return "there is no value " + missing + ", of which the template asks " + field
                + "; give it in values.yaml, by --values or by --set";
    }

    /** What may explain why a template could not be rendered. */
    private Stream<Problem> missingValues() {
        return Files.exists(folder.resolve("values.yaml"))
                ? Stream.empty()
                : Stream.of(new Problem(folder.resolve("values.yaml"), 0, 0,
                        "expected the chart's values, found no such file"));
    }

    private Stream<Problem> ofLint(List<String> errors) {
        return errors.stream()
                .filter(message -> !message.startsWith("templates/:") && !message.contains("unable to load chart"))
                .map(message -> new Problem(folder, 0, 0, message));
    }

    static Problem problem(Path folder, String why) {
        return new Problem(folder, 0, 0, cannot(why));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String cannot(String why) {
        return "expected a Helm chart that can be rendered: " + why;
    }
}
