package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;

/** What differs from one run of a session to the next: times, addresses, ports, identifiers, the width of columns. */
final class Changing {

    private static final Map<String, String> FORMS = forms();

    private Changing() {}

    private static Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID");
        forms.put("authority [0-9a-f]{16}", "AUTHORITY");
        forms.put("10\\.4[23]\\.\\d+\\.\\d+", "ADDRESS");
        forms.put("127\\.0\\.0\\.1:\\d+\\.", "SERVER.");
        forms.put("\\b(\\d+[smhd])+( \\(x\\d+ over (\\d+[smhd])+\\))?\\b", "AGE");
        forms.put("\\b\\d+(\\.\\d+)? (s|ms)\\b", "SPAN");
        forms.put("\\(\\d+ (s|seconds)\\)", "SPAN");
        forms.put(" +", " ");
        return forms;
    }

    /** The same text without; of a rollout only how it ended. */
    static String leftOut(String text) {
        String same = text.lines()
                .filter(line -> !line.startsWith("Waiting for ") && !line.startsWith("Handling connection for "))
                .collect(joining("\n"));
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            same = same.replaceAll(form.getKey(), form.getValue());
        }
        return same;
    }
}
