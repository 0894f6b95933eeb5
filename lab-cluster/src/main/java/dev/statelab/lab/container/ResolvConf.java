package dev.statelab.lab.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A pod's {@code /etc/resolv.conf}.
 *
 * @param nameServers addresses, the first to ask first
 * @param search the domains that complete a name
 * @param options by name; the value is empty for one that has none
 */
public record ResolvConf(List<String> nameServers, List<String> search, SequencedMap<String, String> options) {

    private static final String NDOTS = "ndots";

    public ResolvConf {
        nameServers = List.copyOf(nameServers);
        search = List.copyOf(search);
        options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
    }

    /** Nobody to ask. */
    public static ResolvConf empty() {
        return new ResolvConf(List.of(), List.of(), new LinkedHashMap<>());
    }

    /** The names that a name may stand for, the first that exists wins; one that ends in a dot is full already. */
    public List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        List<String> all = new ArrayList<>(search.stream().map(domain -> name + "." + domain).toList());
        boolean manyDots = name.chars().filter(character -> character == '.').count() >= ndots();
        all.add(manyDots ? 0 : all.size(), name);
        return all;
    }

    /** How many dots a name has that is tried as it is first; 1 unless the options say otherwise. */
    private int ndots() {
        String given = options.getOrDefault(NDOTS, "");
        return given.matches("\\d{1,3}") ? Integer.parseInt(given) : 1;
    }

    /** The file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!search.isEmpty()) {
            text.append("search ").append(String.join(" ", search)).append('\n');
        }
        nameServers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!options.isEmpty()) {
            text.append("options");
            options.forEach((name, value) -> text.append(' ').append(name).append(value.isEmpty() ? "" : ":" + value));
            text.append('\n');
        }
        return text.toString();
    }
}
