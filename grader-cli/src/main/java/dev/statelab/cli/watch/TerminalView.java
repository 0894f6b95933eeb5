package dev.statelab.cli.watch;

import dev.statelab.cli.Screen;
import dev.statelab.core.report.TextOptions;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** The rubric in one place of a terminal, painted over whenever something changes. */
final class TerminalView implements View {

    /** What a terminal that does not tell its size usually has. */
    private static final Size USUAL = new Size(80, 24);
    private static final int NARROWEST = 20;

    private final Terminal terminal;
    private final Screen screen;
    private final String heading;
    private Display display;
    private int height;

    /** @param heading says what is watched */
    TerminalView(Terminal terminal, Screen screen, String heading) {
        this.terminal = terminal;
        this.screen = screen;
        this.heading = heading;
        this.display = new Display(terminal, false);
    }

    @Override
    public void show(List<LiveLine> lines, List<String> footer) {
        Size size = terminal.getSize().getColumns() > 0 && terminal.getSize().getRows() > 0
                ? terminal.getSize()
                : USUAL;
        display.resize(size.getRows(), size.getColumns());
        TextOptions options = new TextOptions(Math.max(NARROWEST, size.getColumns() - 1), screen.colour(),
                screen.unicode());
        List<String> page = RubricPage.render(heading, lines, footer, options, size.getRows() - 1);
        display.update(page.stream().map(AttributedString::fromAnsi).toList(), size.cursorPos(page.size(), 0));
        terminal.flush();
        height = page.size();
    }

    @Override
    public void makeRoom() {
        if (height > 0) {
            display.update(List.of(), 0);
            terminal.flush();
            height = 0;
        }
        display = new Display(terminal, false);
    }

    @Override
    public void close() {
        terminal.writer().println();
        terminal.flush();
    }
}
