package dev.statelab.lab.api.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How names and numbers have to look; each check gives Kubernetes' own messages, none where all is well. */
final class Syntax {

    private static final String LABEL_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN_FORM = LABEL_FORM + "(\\." + LABEL_FORM + ")*";
    private static final String LABEL_1035_FORM = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String NAME_FORM = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String VALUE_FORM = "(" + NAME_FORM + ")?";

    private static final Pattern LABEL = Pattern.compile(LABEL_FORM);
    private static final Pattern SUBDOMAIN = Pattern.compile(SUBDOMAIN_FORM);
    private static final Pattern LABEL_1035 = Pattern.compile(LABEL_1035_FORM);
    private static final Pattern NAME = Pattern.compile(NAME_FORM);
    private static final Pattern VALUE = Pattern.compile(VALUE_FORM);
    private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");
    private static final Pattern ENVIRONMENT = Pattern.compile("[ -<>-~]+");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Pattern IPV4 = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private Syntax() {}

    static List<String> dnsLabel(String text) {
        return problems(text, 63, LABEL,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
                        + "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc'",
                LABEL_FORM);
    }

    static List<String> dnsSubdomain(String text) {
        return problems(text, 253, SUBDOMAIN,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and "
                        + "must start and end with an alphanumeric character (e.g. 'example.com'",
                SUBDOMAIN_FORM);
    }

    static List<String> dns1035Label(String text) {
        return problems(text, 63, LABEL_1035,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
                        + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'",
                LABEL_1035_FORM);
    }

    static List<String> labelValue(String text) {
        return problems(text, 63, VALUE,
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
                        + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345'",
                VALUE_FORM);
    }

    /** Of roles and bindings, which have names such as {@code system:node}. */
    static List<String> pathSegment(String text) {
        if (text.equals(".") || text.equals("..")) {
            return List.of("may not be '" + text + "'");
        }
        return Stream.of("/", "%").filter(text::contains).map(part -> "may not contain '" + part + "'").toList();
    }

    /** Of labels and annotations: {@code app}, {@code example.com/app}. */
    static List<String> qualifiedName(String text) {
        List<String> problems = new ArrayList<>();
        int slash = text.indexOf('/');
        if (slash == 0) {
            problems.add("prefix part must be non-empty");
        } else if (slash > 0) {
            dnsSubdomain(text.substring(0, slash)).forEach(problem -> problems.add("prefix part " + problem));
        }
        String name = text.substring(slash + 1);
        if (name.isEmpty()) {
            problems.add("name part must be non-empty");
        } else {
            problems(name, 63, NAME,
                    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
                            + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc'",
                    NAME_FORM).forEach(problem -> problems.add("name part " + problem));
        }
        return problems;
    }

    static List<String> portName(String text) {
        List<String> problems = new ArrayList<>();
        if (text.length() > 15) {
            problems.add("must be no more than 15 characters");
        }
        if (!PORT_NAME.matcher(text).matches()) {
            problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (text.chars().noneMatch(letter -> letter >= 'a' && letter <= 'z')) {
            problems.add("must contain at least one letter (a-z)");
        }
        if (text.contains("--")) {
            problems.add("must not contain consecutive hyphens");
        }
        if (text.startsWith("-") || text.endsWith("-")) {
            problems.add("must not begin or end with a hyphen");
        }
        return problems;
    }

    static List<String> portNumber(int port) {
        return port >= 1 && port <= 65_535 ? List.of() : List.of("must be between 1 and 65535, inclusive");
    }

    static List<String> environmentName(String text) {
        return ENVIRONMENT.matcher(text).matches()
                ? List.of()
                : List.of(
                        "a valid environment variable name must consist only of printable ASCII characters other than "
                                + "'='");
    }

    static List<String> configKey(String text) {
        return problems(text, 253, CONFIG_KEY,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                        + "'KEY_NAME',  or 'key-name'",
                "[-._a-zA-Z0-9]+");
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static List<String> problems(String text, int longest, Pattern pattern, String message, String form) {
        List<String> problems = new ArrayList<>();
        if (text.length() > longest) {
            problems.add("must be no more than " + longest + " characters");
        }
        if (!pattern.matcher(text).matches()) {
            problems.add(message + ", regex used for validation is '" + form + "')");
        }
        return problems;
    }
}
