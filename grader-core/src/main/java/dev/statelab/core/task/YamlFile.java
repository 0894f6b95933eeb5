package dev.statelab.core.task;

import dev.statelab.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of an author's with one YAML document. That it cannot be read is a mistake like any other. */
public final class YamlFile {

    private YamlFile() {}

    /**
     * Reads the document; empty when there is none, and the reason is among the mistakes then.
     *
     * @param content what the file is for, such as {@code a task}
     */
    public static Optional<Node> read(Path file, String content, Mistakes mistakes) {
        try {
            if (Files.size(file) > Limits.TASK_FILE) {
                return unreadable("a file of at most " + Limits.TASK_FILE + " bytes", "a larger one", mistakes);
            }
            return compose(Files.readString(file), content, mistakes);
        } catch (NoSuchFileException e) {
            return unreadable("a file with " + content, "no such file", mistakes);
        } catch (CharacterCodingException e) {
            return unreadable("text in UTF-8", "bytes that are none", mistakes);
        } catch (IOException e) {
            return unreadable("a file that can be read", e.toString(), mistakes);
        }
    }

    /** The same for a text. */
    public static Optional<Node> compose(String text, String content, Mistakes mistakes) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Limits.TASK_FILE).build();
        Optional<Mark> problem = Optional.empty();
        String found = "an empty file";
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                return root;
            }
        } catch (MarkedYamlEngineException e) {
            problem = e.getProblemMark();
            found = String.valueOf(e.getProblem());
        } catch (YamlEngineException e) {
            found = String.valueOf(e.getMessage());
        }
        mistakes.add(problem, "one YAML document with " + content, found);
        return Optional.empty();
    }

    /** The text of the JSON Schema that is beside a reader. */
    public static String schema(Class<?> reader, String name) {
        try (InputStream stream = Optional.ofNullable(reader.getResourceAsStream(name)).orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Node> unreadable(String expected, String found, Mistakes mistakes) {
        mistakes.add(Optional.empty(), expected, found);
        return Optional.empty();
    }
}
