package dev.statelab.kube.yaml;

import dev.statelab.core.Limits;
import dev.statelab.kube.yaml.YamlReading.Documents;
import dev.statelab.kube.yaml.YamlReading.Malformed;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads what kubectl reads: YAML 1.1 with several documents, or JSON. */
public final class YamlReader {

    /** Marks an unquoted word without an explicit tag. */
    static final Tag PLAIN = new Tag("tag:statelab.dev,2026:plain");

    private YamlReader() {}

    public static YamlReading read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Limits.YAML);
        options.setNestingDepthLimit(Limits.YAML_DEPTH);
        // JSON may be indented by tabs, which YAML forbids; within its strings a raw tab is an error anyway.
        String readable = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        Composer composer = new Composer(new ParserImpl(new StreamReader(new StringReader(readable)), options),
                new KeepsPlainWords(), options);
        List<YamlDocument> documents = new ArrayList<>();
        try {
            while (composer.checkNode()) {
                Node node = next(composer);
                YamlDocument document = new NodeReader().read(node);
                if (!document.json().isNull()) {
                    documents.add(document);
                }
            }
            return new Documents(documents);
        } catch (MarkedYAMLException e) {
            return malformed(e.getProblemMark(), e.getProblem());
        } catch (NotKubernetesYaml e) {
            return malformed(e.mark(), e.problem());
        } catch (YAMLException e) {
            return new Malformed(1, 1, firstLine(e));
        }
    }

    /** A tag such as {@code !%20} is no error of YAML's to the library, but of its caller. */
    private static Node next(Composer composer) {
        try {
            return composer.getNode();
        } catch (IllegalArgumentException tag) {
            throw new YAMLException(String.valueOf(tag.getMessage()));
        }
    }

    private static Malformed malformed(Mark mark, String problem) {
        return new Malformed(mark.getLine() + 1, mark.getColumn() + 1, problem);
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static final class KeepsPlainWords extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, false);
        }
    }
}
