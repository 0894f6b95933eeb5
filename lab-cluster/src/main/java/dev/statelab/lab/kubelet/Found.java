package dev.statelab.lab.kubelet;

/** Something that a pod refers to, or what a kubelet says when it is not there. */
sealed interface Found<T> {

    record Value<T>(T value) implements Found<T> {}

    /** @param message as in an event: {@code configmap "settings" not found} */
    record Missing<T>(String message) implements Found<T> {}
}
