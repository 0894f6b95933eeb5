package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.image.ImageReference;

/** When an image is fetched from its registry. */
enum PullPolicy {

    ALWAYS, IF_NOT_PRESENT, NEVER;

    /** @param text empty for the default, which is Always for {@code :latest} alone */
    static PullPolicy of(String text, String image) {
        return switch (text) {
            case "Always" -> ALWAYS;
            case "Never" -> NEVER;
            case "" -> ImageReference.parse(image).filter(name -> name.tag().equals(":latest")).isPresent()
                    ? ALWAYS
                    : IF_NOT_PRESENT;
            default -> IF_NOT_PRESENT;
        };
    }
}
