package dev.statelab.hostile.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/** Text that something acts on unless it is made inert, and how to tell whether it was. */
final class HostileText {

    private static final String ESC = "\u001b";
    /** Every string literal in it may end an attribute, an element, a cell, a comment, a line or a template. */
    private static final String CORE = String.join("",
            "<script>document.documentElement.dataset.owned=1;fetch('CANARY')</script>",
            "<img src=CANARY onerror=\"document.documentElement.dataset.owned=1\">",
            "\"'><svg onload=document.documentElement.dataset.owned=1>--></style></script></textarea>]]>",
            "&lt;b&gt;&#60;i&#62;<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
            "[click](javascript:alert(1))![x](CANARY)`| **b** |`\n# heading\n| a | b |\n",
            ESC + "]0;owned\u0007", ESC + "]52;c;b3duZWQ=\u0007", ESC + "[2J" + ESC + "[H" + ESC + "[31m" + ESC + "c",
            "\u009b2J\u009d0;owned\u009c", "\b\b\b\r\u0000\u007f\u000b\u000c\u0085",
            "\u202egnp.exe\u202c\u2066\u2069\u200b\u200e\ufeff\u2028\u2029", "\ud83d\ude00\ue000", "\ud800",
            "\udc00", "{{7*7}}${7*7}#{7*7}%s%n", "::error::owned", "\r\nSet-Cookie: a=b");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private HostileText() {}

    /**
     * One that begins so.
     *
     * @param canary the address that nobody should ask for
     */
    static String beginning(String start, String canary) {
        return start + CORE.replace("CANARY", canary);
    }

    /** Those after which a spreadsheet takes a cell for a formula, and none. */
    static List<String> starts() {
        return List.of("", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "\uff1d1", "\0=1");
    }

    /** The characters that a terminal would act on, or that hide or reorder others. */
    static List<String> livesIn(String printed) {
        return COLOUR.matcher(printed).replaceAll("").replace("\r\n", "\n").codePoints().filter(HostileText::acts)
                .distinct().mapToObj("U+%04X"::formatted).toList();
    }

    private static boolean acts(int c) {
        return c != '\n' && switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    /** As a string of JSON, lone surrogates and all. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(c < 0x20 || c > 0x7e || c == '"' || c == '\\'
                ? "\\u%04x".formatted(c)
                : String.valueOf((char) c)));
        return json.append('"').toString();
    }

    /** As bytes of UTF-8 with what is no UTF-8 in between. */
    static byte[] bytes(String text) {
        return (text + "\u00ff").getBytes(UTF_8);
    }
}
