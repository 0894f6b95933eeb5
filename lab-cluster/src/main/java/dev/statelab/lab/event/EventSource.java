package dev.statelab.lab.event;

/**
 * Who reports events.
 *
 * @param component such as {@code statefulset-controller} or {@code kubelet}
 * @param instance the node of a kubelet, or which scheduler of several; empty for a controller
 */
public record EventSource(String component, String instance) {

    /** A controller, of which there is only one. */
    public static EventSource controller(String component) {
        return new EventSource(component, "");
    }
}
