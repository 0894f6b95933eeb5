package dev.statelab.lab.event;

/** How serious an event is. */
public enum EventType {

    NORMAL("Normal"), WARNING("Warning");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** As in the event's {@code type}. */
    public String text() {
        return text;
    }
}
