package dev.statelab.cli.watch;

import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A line for each change: for pipes and files. */
final class LinesView implements View {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Screen screen;
    private final InstantSource clock;
    private final ZoneId zone;
    private List<LiveLine> shown = List.of();

    LinesView(Screen screen, InstantSource clock, ZoneId zone) {
        this.screen = screen;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void show(List<LiveLine> lines, List<String> footer) {
        List<LiveLine> changed = new ArrayList<>(lines);
        changed.removeAll(shown);
        String time = TIME.format(clock.instant().atZone(zone));
        changed.forEach(line -> screen.out().println(time + " " + text(line)));
        screen.out().flush();
        shown = List.copyOf(lines);
    }

    @Override
    public void makeRoom() {
        shown = List.of();
    }

    @Override
    public void close() {
        screen.out().flush();
    }

    private String text(LiveLine line) {
        String text = Text.line(line.title() + " " + line.score()
                + (line.notes().isEmpty() ? "" : ": " + String.join("; ", line.notes())));
        return line.mark().text(screen.unicode()) + " " + (screen.unicode() ? text : Text.ascii(text));
    }
}
