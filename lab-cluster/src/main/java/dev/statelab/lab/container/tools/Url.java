package dev.statelab.lab.container.tools;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code http} address, which may lack its scheme.
 *
 * @param target path and query, as they are sent
 */
record Url(String scheme, String host, int port, String target) {

    private static final int HTTP_PORT = 80;
    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://)?(?<host>\\[[^]]+]|[^/?#:\\s]+)(?::(?<port>\\d{1,5}))?"
                    + "(?<target>[/?][^#\\s]*)?(?:#.*)?");

    static Optional<Url> parse(String text) {
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String scheme = Optional.ofNullable(matcher.group("scheme")).orElse("http").toLowerCase(Locale.ROOT);
        int port = Optional.ofNullable(matcher.group("port")).map(Integer::parseInt).orElse(HTTP_PORT);
        String target = Optional.ofNullable(matcher.group("target")).orElse("/");
        return Optional.of(new Url(scheme, matcher.group("host"), port,
                target.startsWith("/") ? target : "/" + target));
    }

    /** Where a {@code Location} header leads from here. */
    Optional<Url> follow(String location) {
        return location.startsWith("/") ? Optional.of(new Url(scheme, host, port, location)) : parse(location);
    }

    /** As the {@code Host} header names it. */
    String authority() {
        return port == HTTP_PORT ? host : host + ":" + port;
    }
}
