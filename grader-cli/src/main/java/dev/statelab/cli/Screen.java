package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.core.report.TextOptions;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes, and what that place can show.
 *
 * @param out the report
 * @param err everything else: progress, warnings, errors
 * @param interactive whether a person watches, so that a line may be painted over
 * @param colour whether colours are welcome
 * @param unicode whether more than ASCII can be shown
 * @param width columns of text
 */
public record Screen(PrintWriter out, PrintWriter err, boolean interactive, boolean colour, boolean unicode,
        int width) {

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;

    /** The process's own standard output and error. Colours follow {@code NO_COLOR} (no-color.org). */
    static Screen ofProcess(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        Charset charset = System.out.charset();
        return new Screen(
                new PrintWriter(System.out, false, charset),
                new PrintWriter(System.err, true, System.err.charset()),
                terminal && !dumb,
                terminal && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                charset.equals(UTF_8),
                terminal ? Math.clamp(columns(environment), NARROWEST, WIDEST) : USUAL_WIDTH);
    }

    /** The same place without colours, and as wide as a file wants it. */
    static Screen plain(Screen screen) {
        return new Screen(screen.out, screen.err, false, false, true, USUAL_WIDTH);
    }

    /** How a report is to look here. */
    public TextOptions textOptions() {
        return new TextOptions(width, colour, unicode);
    }

    private static int columns(Map<String, String> environment) {
        String given = environment.getOrDefault("COLUMNS", "");
        if (given.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(given);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL_WIDTH;
            }
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
            int columns = Integer.parseInt(rowsAndColumns.substring(rowsAndColumns.indexOf(' ') + 1));
            // A terminal that does not know its size says 0.
            return columns == 0 ? USUAL_WIDTH : columns;
        } catch (IOException | NumberFormatException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
