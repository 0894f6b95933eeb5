package dev.statelab.batch.report;

import dev.statelab.core.report.Printable;

/** Text for HTML. */
final class Html {

    private Html() {}

    /** Inert in an element and in a quoted attribute; invisible and directional characters are spelled out. */
    static String text(String hostile) {
        StringBuilder html = new StringBuilder();
        Printable.of(hostile).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(c);
            }
        });
        return html.toString();
    }
}
