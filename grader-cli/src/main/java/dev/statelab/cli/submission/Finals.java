package dev.statelab.cli.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.cli.home.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user has handed in: a file each, {@code TASK-submission-NUMBER.json}, of which none is ever changed or removed. */
final class Finals {

    private final PrivateFolder folder;

    /** @param user the user's folder */
    Finals(PrivateFolder user) {
        this.folder = user.folder("submissions");
    }

    /**
     * One of them.
     *
     * @param number from 1
     */
    record Final(int number, Path file, String submittedAt, String score) {}

    static String fileName(String task, int number) {
        return task + "-submission-" + number + ".json";
    }

    /** The newest one of a task. */
    Optional<Final> last(String task) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(task) + "-submission-([1-9][0-9]{0,8})\\.json");
        int number = 0;
        List<String> names = folder.names();
        for (String each : names) {
            Matcher matcher = name.matcher(each);
            number = matcher.matches() ? Math.max(number, Integer.parseInt(matcher.group(1))) : number;
        }
        return number == 0 ? Optional.empty() : Optional.of(read(number, path(task, number)));
    }

    /** Writes one, unless there is one of that number by now. */
    boolean add(String task, int number, String text) throws IOException {
        return folder.create(fileName(task, number), text);
    }

    Path path(String task, int number) {
        return folder.path().resolve(fileName(task, number));
    }

    private static Final read(int number, Path file) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            return new Final(number, file, json.path("submittedAt").asText("at an unknown time"),
                    json.path("evaluation").path("score").asText("?") + " of "
                            + json.path("evaluation").path("maxScore").asText("?"));
        } catch (JsonProcessingException damaged) {
            return new Final(number, file, "at an unknown time", "an unknown score");
        }
    }
}
