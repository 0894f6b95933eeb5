package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A command that runs in a container, without input and without a terminal. Whoever runs it runs it once.
 *
 * @param container the container's name; empty where the pod has one alone
 * @param words the program and its arguments, at least one; no shell reads them
 * @param maxOutput bytes of each stream that are kept
 * @param timeout how long it may take
 */
public record Command(
        String namespace, String pod, String container, List<String> words, int maxOutput, Duration timeout) {

    public Command {
        requireNonNull(namespace, "namespace");
        requireNonNull(pod, "pod");
        requireNonNull(container, "container");
        requireNonNull(timeout, "timeout");
        words = List.copyOf(words);
        if (words.isEmpty() || maxOutput < 0) {
            throw new IllegalArgumentException(words + ", " + maxOutput + " bytes");
        }
    }
}
