package dev.statelab.core.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.statelab.core.task.Mistakes;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a part of a YAML file is as JSON. */
final class YamlJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private YamlJson() {}

    /** Missing for what JSON does not have; then that is among the mistakes. */
    static JsonNode of(Node node, Mistakes mistakes) {
        try {
            return MAPPER.valueToTree(new StandardConstructor(LoadSettings.builder().build())
                    .constructSingleDocument(Optional.of(node)));
        } catch (YamlEngineException | IllegalArgumentException e) {
            mistakes.add(node, "what JSON can say, too", String.valueOf(e.getMessage()));
            return MissingNode.getInstance();
        }
    }
}
