package dev.statelab.lab.kubelet;

import java.time.Duration;

/** Whole seconds in the form of Kubernetes' messages: {@code 40s}, {@code 2m40s}. */
final class GoDuration {

    private GoDuration() {}

    static String text(Duration duration) {
        return (duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "") + duration.toSecondsPart() + "s";
    }
}
