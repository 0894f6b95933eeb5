package dev.statelab.kube.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Helm is asked for.
 *
 * @param release its name; empty where there is none
 * @param files as {@code --values}
 * @param single as {@code --set}
 * @param kubeconfig the text of one; empty where no cluster is asked
 * @param hookSeconds how long one hook may take
 */
public record HelmRequest(Verb verb, String chart, String release, String namespace, List<String> files,
        Map<String, String> single, String kubeconfig, int hookSeconds) {

    /** The commands of Helm that are used. */
    enum Verb {
        TEMPLATE, LINT, INSTALL, UPGRADE, UNINSTALL
    }

    public HelmRequest {
        files = List.copyOf(files);
        single = Collections.unmodifiableMap(new LinkedHashMap<>(single));
    }

    /** As {@code helm template --no-hooks}; the answer is what the chart is rendered to. */
    public static HelmRequest template(Path chart, String release, String namespace, List<Path> files,
            Map<String, String> single) {
        return new HelmRequest(Verb.TEMPLATE, chart.toString(), release, namespace, absolute(files), single, "", 0);
    }

    /** As {@code helm lint}; the answer is its messages. */
    public static HelmRequest lint(Path chart) {
        return new HelmRequest(Verb.LINT, chart.toString(), "", "", List.of(), Map.of(), "", 0);
    }

    /** As {@code helm install --skip-crds}; the answer is the release's name and its revision. */
    public static HelmRequest install(Path chart, String release, String namespace, List<Path> files,
            Map<String, String> single, String kubeconfig, Duration hooks) {
        return new HelmRequest(Verb.INSTALL, chart.toString(), release, namespace, absolute(files), single, kubeconfig,
                Math.toIntExact(hooks.toSeconds()));
    }

    /** As {@code helm uninstall --no-hooks}; the answer is empty. */
    public static HelmRequest uninstall(String release, String namespace, String kubeconfig) {
        return new HelmRequest(Verb.UNINSTALL, "", release, namespace, List.of(), Map.of(), kubeconfig, 0);
    }

    /** The same installation as {@code helm upgrade --skip-crds --reset-values}. */
    public HelmRequest asUpgrade() {
        return new HelmRequest(Verb.UPGRADE, chart, release, namespace, files, single, kubeconfig, hookSeconds);
    }

    private static List<String> absolute(List<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().toString()).toList();
    }

    void write(DataOutputStream out) throws IOException {
        List<String> texts = new ArrayList<>(List.of(verb.name(), chart, release, namespace, kubeconfig));
        writeTexts(out, texts);
        writeTexts(out, files);
        writeTexts(out, List.copyOf(single.keySet()));
        writeTexts(out, List.copyOf(single.values()));
        out.writeInt(hookSeconds);
        out.flush();
    }

    static HelmRequest read(DataInputStream in) throws IOException {
        List<String> texts = readTexts(in);
        List<String> files = readTexts(in);
        List<String> paths = readTexts(in);
        List<String> values = readTexts(in);
        Map<String, String> single = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String _ = single.put(paths.get(i), values.get(i));
        }
        return new HelmRequest(Verb.valueOf(texts.get(0)), texts.get(1), texts.get(2), texts.get(3), files, single,
                texts.get(4), in.readInt());
    }

    /** A number, and so many texts, each as the number of its bytes and its bytes. */
    static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(new String(in.readNBytes(in.readInt()), UTF_8));
        }
        return texts;
    }
}
