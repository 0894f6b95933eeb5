package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.apply.ValueProbes.Followed;
import dev.statelab.kube.helm.HelmEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What is known of a chart, as an object that tasks observe: {@link ResourceKind#CHART}. It says what the chart is rendered
 * to, which fields of that follow its values, and what a linter says. It holds none of the values.
 */
public final class ChartView {

    /** What a chart was read from. */
    public enum Source {
        /** Files of somebody. */
        FOLDER,
        /** A release in a cluster. */
        RELEASE
    }

    private static final int MOST_OBJECTS = 100;
    private static final int MOST_FIELDS = 500;
    private static final int MOST_MESSAGES = 20;

    private ChartView() {}

    /**
     * A chart that cannot be rendered again is in trouble, and nobody is judged by it.
     *
     * @throws HelmEnded where rendering a release comes to no end
     */
    public static KubernetesObject of(Path folder, String namespace, ChartOptions options, Source source) {
        return of(folder, namespace, options, source, Optional.empty());
    }

    /** The same of a folder that was rendered just now, with these options. */
    public static KubernetesObject of(Path folder, Chart.Rendering rendering, String namespace, ChartOptions options) {
        return switch (rendering) {
            case Chart.Rendered(String yaml, _) -> of(folder, namespace, options, Source.FOLDER, Optional.of(yaml));
            case Chart.NotRendered(List<Problem> problems) -> inTrouble(Chart.releaseName(folder, options), namespace,
                    Source.FOLDER, problems.getFirst().message());
        };
    }

    private static KubernetesObject of(Path folder, String namespace, ChartOptions options, Source source,
            Optional<String> rendered) {
        String release = Chart.releaseName(folder, options);
        ObjectNode view = named(release, namespace, source);
        try (TemporaryFolder temporary = TemporaryFolder.create("chart")) {
            fill(view, folder, namespace, release, options, rendered, temporary.path());
        } catch (IOException | IllegalStateException | LinkageError e) {
            return inTrouble(release, namespace, source, String.valueOf(e.getMessage()));
        } catch (HelmEnded ended) {
            return switch (source) {
                case FOLDER -> inTrouble(release, namespace, source, String.valueOf(ended.getMessage()));
                case RELEASE -> throw ended;
            };
        }
        return new KubernetesObject(view);
    }

    /** A chart of which nothing is known but that it is there. */
    public static KubernetesObject inTrouble(String release, String namespace, Source source, String why) {
        return new KubernetesObject(named(release, namespace, source).put("trouble", Limits.cut(
                "the chart of the release " + release + " could not be rendered again: " + why, Limits.TEXT)));
    }

    /**
     * The view of a chart that was rendered without those that it depends on, and what is known of it nevertheless.
     *
     * @param manifest what it was rendered to with them
     * @param why nobody can tell what their objects follow
     */
    public static KubernetesObject withOthers(KubernetesObject view, String manifest, String why) {
        ObjectNode whole = view.json().deepCopy();
        if (whole.has("trouble")) {
            whole.put("trouble", Limits.cut(whole.path("trouble").asText() + ". " + why, Limits.TEXT));
            return new KubernetesObject(whole);
        }
        ArrayNode rendered = whole.withArray("rendered");
        Set<String> known = rendered.valueStream().map(each -> identity(each.path("apiVersion").asText(),
                each.path("kind").asText(), each.path("name").asText())).collect(Collectors.toSet());
        FlatObject.all(manifest).orElse(List.of()).stream()
                .filter(object -> !known.contains(identity(object.apiVersion(), object.kind(), object.name())))
                .limit(MOST_OBJECTS)
                .forEach(object -> rendered.addObject().put("apiVersion", object.apiVersion())
                        .put("kind", object.kind()).put("name", object.name()).put("trouble", why));
        return new KubernetesObject(whole);
    }

    private static String identity(String apiVersion, String kind, String name) {
        return apiVersion + " " + kind + " " + name;
    }

    private static ObjectNode named(String release, String namespace, Source source) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("apiVersion", ResourceKind.CHART.apiVersion())
                .put("kind", ResourceKind.CHART.kind());
        view.putObject("metadata").put("name", release).put("namespace", namespace).putObject("labels")
                .put("app.kubernetes.io/managed-by", "Helm");
        return view.put("source", switch (source) {
            case FOLDER -> "folder";
            case RELEASE -> "release";
        });
    }

    private static void fill(ObjectNode view, Path folder, String namespace, String release, ChartOptions options,
            Optional<String> rendered, Path temporary) throws IOException {
        List<Problem> reaching = ReachingOut.of(folder);
        if (!reaching.isEmpty()) {
            throw new IllegalStateException(reaching.getFirst().message());
        }
        Chart chart = Chart.open(folder);
        String unchanged = rendered.orElseGet(
                () -> chart.template(release, namespace, options.files(), options.single()));
        CompletableFuture<RenderedDocuments> readWhileHelmWorks = CompletableFuture
                .supplyAsync(() -> new RenderedDocuments(unchanged));
        Chart.Lint lint = chart.lint();
        ObjectNode said = view.putObject("lint");
        put(said.putArray("errors"), lint.errors(), folder);
        put(said.putArray("warnings"), lint.warnings(), folder);
        ChartValues values = ChartValues.of(folder, options, temporary.resolve("values"));
        RenderedDocuments documents = readWhileHelmWorks.join();
        List<FlatObject> objects = documents.objects(unchanged)
                .orElseThrow(() -> new IllegalStateException("it is rendered to what is not YAML"));
        ArrayNode objectViews = view.putArray("rendered");
        new ValueProbes(chart, release, namespace, documents, temporary)
                .follow(objects, values, values.missing(folder)).stream().limit(MOST_OBJECTS)
                .forEach(followed -> put(objectViews.addObject(), followed));
    }

    private static void put(ArrayNode messages, List<String> said, Path folder) throws IOException {
        String path = folder.toRealPath() + "/";
        said.stream().limit(MOST_MESSAGES).forEach(message -> messages.add(
                Limits.cut(message.replace(path, ""), Limits.TEXT)));
    }

    private static void put(ObjectNode rendered, Followed followed) {
        rendered.put("apiVersion", followed.object().apiVersion()).put("kind", followed.object().kind()).put("name",
                followed.object().name());
        ObjectNode follows = rendered.putObject("followsValues");
        followed.follows().entrySet().stream().limit(MOST_FIELDS).forEach(field -> {
            ArrayNode values = follows.putArray(field.getKey());
            field.getValue().stream().limit(Limits.NAMED_OBJECTS).forEach(values::add);
        });
        ArrayNode undecided = rendered.putArray("undecided");
        followed.undecided().stream().limit(MOST_FIELDS).forEach(undecided::add);
    }
}
