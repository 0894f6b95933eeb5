package dev.statelab.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A class as one page of HTML that needs nothing but itself: the class at a glance, a table to sort and to filter, and a
 * page for each student. Its policy lets no other script run than its own, also if some text had not been escaped.
 */
public final class ClassPage {

    private ClassPage() {}

    public static String render(ClassResults results) {
        String script = resource("class.js");
        String style = resource("class.css");
        String title = Html.text(results.plan().at("/task/title").asText());
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; \
                form-action 'none'; img-src data:; style-src '%s'; script-src '%s'">
                <link rel="icon" href="data:,">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <a class="skip" href="#students">To the table of students</a>
                <main id="class">
                <h1 tabindex="-1">%s</h1>
                """.formatted(hash(style), hash(script), title, style, title));
        tiles(results, html);
        ClassCharts.distribution(results, html);
        ClassCharts.heatMap(results, html);
        ClassTables.criteria(results, html);
        ClassTables.students(results, html);
        ClassTables.clusters(results, html);
        ClassTables.contents(results, html);
        html.append("</main>\n");
        for (Entry entry : results.entries()) {
            StudentPage.append(results, entry, html);
        }
        return html.append("<script>").append(script).append("</script>\n</body>\n</html>\n").toString();
    }

    private static void tiles(ClassResults results, StringBuilder html) {
        html.append("<ul class=\"tiles\">\n");
        for (Status status : Status.values()) {
            html.append("<li><b>").append(results.count(status)).append("</b>").append(ClassMarkdown.words(status))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private static String resource(String name) {
        try (InputStream in = Optional.ofNullable(ClassPage.class.getResourceAsStream(name)).orElseThrow()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Content Security Policy names an inline script or style. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
