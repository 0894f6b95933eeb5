package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.KubernetesObject;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How things are called in a diagnosis. */
final class Wording {

    /** What a shell takes as one word and nothing else; no option of a command either. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./:@=+-]{0,254}");

    private Wording() {}

    /** The first names, and how many more there are. */
    static String list(Collection<String> names) {
        String first = names.stream().limit(Limits.NAMED_OBJECTS).map(Wording::name)
                .collect(Collectors.joining(", "));
        int more = names.size() - Limits.NAMED_OBJECTS;
        return more > 0 ? first + " and " + more + (more == 1 ? " other" : " others") : first;
    }

    static String names(List<KubernetesObject> objects) {
        return list(objects.stream().map(KubernetesObject::name).toList());
    }

    /** A name that is too long to be one is not shown in full. */
    static String name(String name) {
        return Limits.cut(name, Limits.LOG_LINE);
    }

    /** Labels or a selector, as kubectl takes them: {@code app=kv,tier=db}. */
    static String labels(JsonNode labels) {
        return labels.properties().stream()
                .map(label -> name(label.getKey()) + "=" + name(label.getValue().asText()))
                .collect(Collectors.joining(","));
    }

    static String times(int times) {
        return times == 1 ? "once" : times + " times";
    }

    /** A command for people to copy; without it where a part of it might be more than a word to a shell. */
    static String command(String text, String... words) {
        return List.of(words).stream().allMatch(word -> PLAIN_WORD.matcher(word).matches())
                ? "`" + String.format(text, (Object[]) words) + "`"
                : "";
    }
}
