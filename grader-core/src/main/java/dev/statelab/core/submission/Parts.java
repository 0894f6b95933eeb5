package dev.statelab.core.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parts of a submission with the SHA-256 of each, so that a change can be named: each criterion, each object, each
 * field.
 *
 * @param digests in hexadecimal, by JSON pointer
 */
record Parts(SortedMap<String, String> digests) {

    private static final int DEEPEST = 2;

    Parts {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    static Parts of(ObjectNode content) {
        SortedMap<String, String> digests = new TreeMap<>();
        collect("", content, 0, digests);
        return new Parts(digests);
    }

    private static void collect(String pointer, JsonNode node, int depth, SortedMap<String, String> digests) {
        if (node instanceof ObjectNode object && depth < DEEPEST) {
            object.properties().forEach(field -> collect(pointer + "/" + field.getKey(), field.getValue(), depth + 1,
                    digests));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                digests.put(pointer + "/" + i, digest(node.path(i)));
            }
            digests.put(pointer + "/length", Integer.toString(node.size()));
        } else {
            digests.put(pointer, digest(node));
        }
    }

    /** What is different, missing or too much, by pointer. */
    List<String> differingFrom(Parts other) {
        TreeSet<String> pointers = new TreeSet<>(digests.keySet());
        pointers.addAll(other.digests.keySet());
        List<String> different = new ArrayList<>();
        for (String pointer : pointers) {
            if (!digests.getOrDefault(pointer, "").equals(other.digests.getOrDefault(pointer, ""))) {
                different.add(pointer);
            }
        }
        return different;
    }

    private static String digest(JsonNode node) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(node)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
