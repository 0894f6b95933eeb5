package dev.statelab.cli.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;

/** What the user types, on a thread of its own that ends with the process. */
final class Keys {

    private Keys() {}

    /** Each key by itself. */
    static void ofTerminal(Terminal terminal, Consumer<Event> events) {
        start(() -> {
            Reader keys = terminal.reader();
            for (int key = keys.read(); key >= 0; key = keys.read()) {
                switch (key) {
                    case 'q', 'Q', 'C' - '@', 'D' - '@' -> events.accept(new Event.End());
                    case '\r', '\n' -> events.accept(new Event.Judge());
                    default -> {
                    }
                }
            }
        });
    }

    /** Line by line. Where nobody types any more, the rubric stays live. */
    static void ofLines(BufferedReader input, Consumer<Event> events) {
        start(() -> {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                switch (line.strip()) {
                    case "q", "Q" -> events.accept(new Event.End());
                    case "" -> events.accept(new Event.Judge());
                    default -> {
                    }
                }
            }
        });
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void start(Reading reading) {
        Thread _ = Thread.ofPlatform().daemon().name("keys").start(() -> {
            try {
                reading.run();
            } catch (IOException closed) {
                // Nobody types any more.
            }
        });
    }
}
