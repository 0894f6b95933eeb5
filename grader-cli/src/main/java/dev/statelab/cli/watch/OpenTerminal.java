package dev.statelab.cli.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.cli.Screen;
import java.io.IOException;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The process's own terminal, which tells each key at once; closing it makes it as it was. */
final class OpenTerminal implements AutoCloseable {

    private final Terminal terminal;
    private final Attributes before;

    private OpenTerminal(Terminal terminal, Attributes before) {
        this.terminal = terminal;
        this.before = before;
    }

    /**
     * Opens it.
     *
     * @param events is told keys, and when the terminal has another size
     */
    static OpenTerminal open(Screen screen, Consumer<Event> events) throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).graphemeCluster(false)
                .encoding(screen.unicode() ? UTF_8 : US_ASCII).build();
        OpenTerminal open = new OpenTerminal(terminal, terminal.enterRawMode());
        terminal.handle(Signal.WINCH, _ -> events.accept(new Event.Resized()));
        Keys.ofTerminal(terminal, events);
        return open;
    }

    /** @param heading says what is watched */
    View view(Screen screen, String heading) {
        return new TerminalView(terminal, screen, heading);
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
