package dev.statelab.lab.container.tools;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands about time. */
final class TimeTools {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})([smhd]?)");
    private static final Duration LONGEST = Duration.ofDays(36_500);

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
