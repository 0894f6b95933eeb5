package dev.statelab.reference;

import java.util.LinkedHashMap;
import java.util.Map;

/** A flat JSON object of strings, whole numbers and booleans, whose fields keep their order. */
final class Json {

    private final Map<String, String> fields = new LinkedHashMap<>();

    Json with(String name, String value) {
        fields.put(name, quoted(value));
        return this;
    }

    Json with(String name, long value) {
        fields.put(name, Long.toString(value));
        return this;
    }

    Json with(String name, boolean value) {
        fields.put(name, Boolean.toString(value));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, value) -> {
            if (text.length() > 1) {
                text.append(',');
            }
            text.append(quoted(name)).append(':').append(value);
        });
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        quoted.append("\\u").append(Character.forDigit(c >> 12, 16));
                        quoted.append(Character.forDigit((c >> 8) & 0xf, 16));
                        quoted.append(Character.forDigit((c >> 4) & 0xf, 16));
                        quoted.append(Character.forDigit(c & 0xf, 16));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
