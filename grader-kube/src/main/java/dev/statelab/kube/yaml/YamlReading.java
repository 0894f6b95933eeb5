package dev.statelab.kube.yaml;

import java.util.List;

/** What came of reading a YAML or JSON text. */
public sealed interface YamlReading {

    /** All documents of the text, without empty ones. */
    record Documents(List<YamlDocument> documents) implements YamlReading {
        public Documents {
            documents = List.copyOf(documents);
        }
    }

    /**
     * The text is not YAML.
     *
     * @param line from 1
     * @param column from 1
     * @param message what is wrong there, without the place
     */
    record Malformed(int line, int column, String message) implements YamlReading {}
}
