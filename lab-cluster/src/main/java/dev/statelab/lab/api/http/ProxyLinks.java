package dev.statelab.lab.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns links of an application into links through the proxy, as upstream's proxy transport does: those to the
 * application's own host, and those that begin with a slash.
 *
 * @param prefix the path of the proxy, without a slash at its end
 * @param hosts the application's own, with ports
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/v1.32.0/staging/src/k8s.io/apimachinery/pkg/util/proxy/transport.go">
 *     transport.go</a>
 */
record ProxyLinks(String prefix, Set<String> hosts) {

    private static final Pattern TAG = Pattern.compile("<([a-zA-Z]+)(\\s[^<>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(\\s)([a-zA-Z]+)(\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Map<String, Set<String>> LINKS = Map.ofEntries(Map.entry("a", Set.of("href")),
            Map.entry("area", Set.of("href")), Map.entry("audio", Set.of("src")), Map.entry("base", Set.of("href")),
            Map.entry("blockquote", Set.of("cite")), Map.entry("body", Set.of("background")),
            Map.entry("button", Set.of("formaction")), Map.entry("embed", Set.of("src")),
            Map.entry("form", Set.of("action")), Map.entry("frame", Set.of("longdesc", "src")),
            Map.entry("html", Set.of("manifest")), Map.entry("iframe", Set.of("longdesc", "src")),
            Map.entry("img", Set.of("longdesc", "src", "usemap")),
            Map.entry("input", Set.of("formaction", "src", "usemap")), Map.entry("link", Set.of("href")),
            Map.entry("object", Set.of("classid", "codebase", "data", "usemap")), Map.entry("q", Set.of("cite")),
            Map.entry("script", Set.of("src")), Map.entry("source", Set.of("src")), Map.entry("track", Set.of("src")),
            Map.entry("video", Set.of("poster", "src")));

    ProxyLinks {
        hosts = Set.copyOf(hosts);
    }

    /** A link, or a {@code Location}; what is no address stays as it is. */
    String link(String text) {
        try {
            URI link = new URI(text);
            String path = link.getRawPath() == null ? "" : link.getRawPath();
            String host = link.getRawAuthority();
            boolean elsewhere = host != null && !hosts.contains(host);
            if (elsewhere || !path.startsWith("/")) {
                return text;
            }
            String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
            String fragment = link.getRawFragment() == null ? "" : "#" + link.getRawFragment();
            boolean known = path.equals(prefix) || path.startsWith(prefix + "/");
            return (known ? path : prefix + path) + query + fragment;
        } catch (URISyntaxException _) {
            return text;
        }
    }

    /** A page, with all links of its tags. */
    String page(String html) {
        return TAG.matcher(html).replaceAll(tag -> {
            Set<String> attributes = LINKS.getOrDefault(tag.group(1).toLowerCase(Locale.ROOT), Set.of());
            return Matcher.quoteReplacement("<" + tag.group(1) + rewritten(tag.group(2), attributes) + ">");
        });
    }

    private String rewritten(String text, Set<String> attributes) {
        return ATTRIBUTE.matcher(text).replaceAll(found -> {
            if (!attributes.contains(found.group(2).toLowerCase(Locale.ROOT))) {
                return Matcher.quoteReplacement(found.group());
            }
            String quote = found.group(5) == null ? "\"" : "'";
            String value = found.group(4) == null
                    ? found.group(5) == null ? found.group(6) : found.group(5)
                    : found.group(4);
            return Matcher.quoteReplacement(
                    found.group(1) + found.group(2) + found.group(3) + quote + link(value) + quote);
        });
    }
}
