package dev.statelab.lab.container.tools;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands about time. */
final class TimeTools {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})([smhd]?)");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern DIRECTIVE = Pattern.compile("%(.)");
    private static final Map<String, String> PATTERNS = Map.ofEntries(Map.entry("Y", "yyyy"), Map.entry("m", "MM"),
            Map.entry("d", "dd"), Map.entry("e", "ppd"), Map.entry("H", "HH"), Map.entry("I", "hh"),
            Map.entry("M", "mm"), Map.entry("S", "ss"), Map.entry("T", "HH:mm:ss"), Map.entry("F", "yyyy-MM-dd"),
            Map.entry("a", "EEE"), Map.entry("A", "EEEE"), Map.entry("b", "MMM"), Map.entry("B", "MMMM"),
            Map.entry("y", "yy"), Map.entry("j", "DDD"), Map.entry("p", "a"), Map.entry("z", "xx"),
            Map.entry("Z", "zzz"), Map.entry("R", "HH:mm"));

    private TimeTools() {}

    static int sleep(Call call) throws InterruptedException, UsageException {
        List<String> operands = Options.parse(call, "").operands();
        if (operands.isEmpty()) {
            throw new UsageException("missing operand");
        }
        Duration total = Duration.ZERO;
        for (String operand : operands) {
            total = total.plus(span(operand));
        }
        call.surroundings().clock().sleep(total);
        return 0;
    }

    static int date(Call call) throws UsageException {
        Options options = Options.parse(call, "uIRd:", Map.of("utc", "u"));
        ZonedDateTime now = call.surroundings().clock().now().atZone(ZoneOffset.UTC);
        List<String> operands = options.operands();
        if (!operands.isEmpty() && !operands.getFirst().startsWith("+")) {
            throw new UsageException("can't set date: Operation not permitted");
        }
        String format = operands.isEmpty() ? "%a %b %e %H:%M:%S UTC %Y" : operands.getFirst().substring(1);
        if (options.has("I")) {
            format = "%Y-%m-%d";
        }
        call.out().println(DIRECTIVE.matcher(format)
                .replaceAll(match -> Matcher.quoteReplacement(shown(now, match.group(1)))));
        return 0;
    }

    private static String shown(ZonedDateTime time, String directive) {
        return switch (directive) {
            case "s" -> Long.toString(time.toEpochSecond());
            case "N" -> "%09d".formatted(time.getNano());
            case "n" -> "\n";
            case "%" -> "%";
            default -> {
                String pattern = PATTERNS.get(directive);
                yield pattern == null
                        ? "%" + directive
                        : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
            }
        };
    }

    static Duration span(String text) throws UsageException {
        if (text.equals("infinity") || text.equals("inf")) {
            return LONGEST;
        }
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("invalid number '" + text + "'");
        }
        Duration unit = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofSeconds(1);
        };
        BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toMillis()));
        return Duration.ofMillis(millis.longValue());
    }
}
