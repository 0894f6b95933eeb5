package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Tells templates of pods apart; of the same form as Kubernetes' own, which hashes Go's memory and not JSON. */
public final class TemplateHash {

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private TemplateHash() {}

    /** @param collisions how often another template had the hash already */
    public static String of(JsonNode template, int collisions) {
        var crc = new CRC32();
        crc.update((canonical(template) + collisions).getBytes(StandardCharsets.UTF_8));
        return safe(Long.toString(crc.getValue()));
    }

    /** The letters that stand for digits in names, among which there are no vowels, and so no words. */
    static String safe(String digits) {
        var encoded = new StringBuilder();
        digits.chars().forEach(digit -> encoded.append(ALPHABET.charAt(digit % ALPHABET.length())));
        return encoded.toString();
    }

    /** The same text for the same template, whatever the order of its fields. */
    public static String canonical(JsonNode template) {
        try {
            return SORTED.writeValueAsString(SORTED.treeToValue(template, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was read cannot be written", e);
        }
    }
}
