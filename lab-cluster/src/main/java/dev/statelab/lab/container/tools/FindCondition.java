package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code find} looks for. */
@FunctionalInterface
interface FindCondition {

    Pattern SIZE = Pattern.compile("([-+]?)(\\d{1,12})([cwbk]?)");
    Map<String, Integer> UNITS = Map.of("c", 1, "w", 2, "b", 512, "k", 1024);

    /** @param shown the path as it is printed */
    boolean holds(String shown, Path path);

    /** @param arguments what comes behind the word; what it takes is removed */
    static FindCondition read(String word, List<String> arguments) throws UsageException {
        return switch (word) {
            case "-name" -> named(value(word, arguments), false);
            case "-iname" -> named(value(word, arguments), true);
            case "-path" -> {
                PathMatcher matcher = matcher(value(word, arguments));
                yield (shown, _) -> matcher.matches(Path.of(shown));
            }
            case "-type" -> {
                String type = value(word, arguments);
                yield (_, path) -> switch (type) {
                    case "d" -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                    case "l" -> Files.isSymbolicLink(path);
                    default -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                };
            }
            case "-size" -> sized(value(word, arguments));
            case "-empty" -> (_, path) -> isEmpty(path);
            default -> throw new UsageException("unrecognized: " + word);
        };
    }

    /** {@code +3k} is more than three times 1024 bytes. */
    private static FindCondition sized(String text) throws UsageException {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new UsageException("invalid number '" + text + "'");
        }
        long unit = UNITS.getOrDefault(size.group(3), 512);
        long wanted = unit * Long.parseLong(size.group(2));
        return (_, path) -> {
            int more = Long.compare(size(path), wanted);
            return switch (size.group(1)) {
                case "+" -> more > 0;
                case "-" -> more < 0;
                default -> more == 0;
            };
        };
    }

    private static long size(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size();
        } catch (IOException _) {
            return 0;
        }
    }

    private static FindCondition named(String pattern, boolean ignoringCase) {
        PathMatcher matcher = matcher(ignoringCase ? pattern.toLowerCase(Locale.ROOT) : pattern);
        return (shown, _) -> {
            String name = shown.substring(shown.lastIndexOf('/') + 1);
            return matcher.matches(Path.of(ignoringCase ? name.toLowerCase(Locale.ROOT) : name));
        };
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("{", "\\{"));
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.isDirectory(path) ? Listing.entries(path).isEmpty() : Files.size(path) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** The argument of a word, which is removed. */
    static String value(String word, List<String> arguments) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException(word + " requires an argument");
        }
        return arguments.removeFirst();
    }
}
