package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifiers in the forms of containerd: 64 hexadecimal digits. */
final class Ids {

    private Ids() {}

    /** The one of a container's runs with this number. */
    static String container(Pod pod, String container, int run) {
        return "containerd://" + digest(pod.uid() + "/" + container + "/" + run);
    }

    /** @param published an image that came from a registry is known by its digest there */
    static String image(ImageReference image, boolean published) {
        return (published ? image.repository() + "@" : "") + "sha256:" + digest(image.toString());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
