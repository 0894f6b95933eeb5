package dev.statelab.kube.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an unquoted word. As in kubectl, whose YAML is that of go-yaml 2: {@code yes} and {@code on} are
 * booleans, {@code 0644} is octal, {@code 12:30} and dates are text (gopkg.in/yaml.v2, resolve.go).
 */
final class PlainScalar {

    private static final Set<String> TRUE = Set
            .of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set
            .of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INTEGER = Pattern
            .compile("(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)|0[oO]?(?<octal>[0-7]+)"
                    + "|(?<decimal>0|[1-9][0-9]*))");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private PlainScalar() {}

    static JsonNode of(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        }
        if (FALSE.contains(text)) {
            return BooleanNode.FALSE;
        }
        String digits = text.replace("_", "");
        Matcher integer = INTEGER.matcher(digits);
        if (integer.matches()) {
            try {
                return number(integer(integer));
            } catch (NumberFormatException tooLong) {
                // A decimal one is a float then, any other one is text.
            }
        }
        return FLOAT.matcher(digits).matches()
                ? DoubleNode.valueOf(Double.parseDouble(digits))
                : TextNode.valueOf(text);
    }

    /** The same nodes as Jackson reads from JSON, so that both compare equal. */
    private static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static long integer(Matcher matcher) {
        String sign = matcher.group("sign");
        if (matcher.group("hex") != null) {
            return Long.parseLong(sign + matcher.group("hex"), 16);
        }
        if (matcher.group("binary") != null) {
            return Long.parseLong(sign + matcher.group("binary"), 2);
        }
        if (matcher.group("octal") != null) {
            return Long.parseLong(sign + matcher.group("octal"), 8);
        }
        return Long.parseLong(sign + matcher.group("decimal"));
    }
}
