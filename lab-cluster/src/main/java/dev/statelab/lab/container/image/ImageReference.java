package dev.statelab.lab.container.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's full name: {@code docker.io/library/busybox:latest} for {@code busybox}.
 *
 * @param repository with the registry's host
 * @param tag or digest, with the character before it
 */
public record ImageReference(String repository, String tag) {

    private static final String HOST = "(?<host>localhost|[\\w.-]*[.:][\\w.:-]*)";
    private static final String PATH = "(?<path>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)";
    private static final String TAG = "(?::(?<tag>[\\w][\\w.-]{0,127}))?(?<digest>@[\\w+.]+:[0-9a-fA-F]{32,})?";
    private static final Pattern REFERENCE = Pattern.compile("(?:" + HOST + "/)?" + PATH + TAG);
    private static final String HUB = "docker.io";

    /** Completes a name as the container runtime does; empty for what is not a name of an image. */
    public static Optional<ImageReference> parse(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group("path");
        String host = Optional.ofNullable(matcher.group("host")).orElse(HUB);
        if (host.equals("index.docker.io")) {
            host = HUB;
        }
        if (host.equals(HUB) && !path.contains("/")) {
            path = "library/" + path;
        }
        String tag = Optional.ofNullable(matcher.group("digest"))
                .orElse(":" + Optional.ofNullable(matcher.group("tag")).orElse("latest"));
        return Optional.of(new ImageReference(host + "/" + path, tag));
    }

    @Override
    public String toString() {
        return repository + tag;
    }
}
