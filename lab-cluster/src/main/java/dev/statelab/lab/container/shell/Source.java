package dev.statelab.lab.container.shell;

/** The text of a script, and how far it has been read. */
final class Source {

    private static final char END = '\0';

    private final String text;
    private int position;
    private int hereDocumentsEnd = -1;
    private boolean lacksDelimiter;

    Source(String text) {
        this.text = text.replace(String.valueOf(END), "");
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** Whether more lines could belong to what was read last. */
    boolean isIncomplete() {
        return lacksDelimiter || text.endsWith("\\\n");
    }

    /** The next character; NUL at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : END;
    }

    char next() {
        char next = peek();
        position++;
        if (next == '\n' && hereDocumentsEnd >= 0) {
            position = hereDocumentsEnd;
            hereDocumentsEnd = -1;
        }
        return next;
    }

    boolean take(String expected) {
        if (!text.startsWith(expected, position)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    int position() {
        return position;
    }

    String since(int start) {
        return text.substring(start, Math.min(position, text.length()));
    }

    void backTo(int earlier) {
        position = earlier;
    }

    /** Takes the lines below the current one, to the one that is the delimiter. */
    String hereDocument(String delimiter, boolean withoutTabs) {
        int start = hereDocumentsEnd;
        if (start < 0) {
            int lineEnd = text.indexOf('\n', position);
            start = lineEnd < 0 ? text.length() : lineEnd + 1;
        }
        StringBuilder body = new StringBuilder();
        lacksDelimiter = true;
        while (start < text.length()) {
            int lineEnd = text.indexOf('\n', start);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            String line = text.substring(start, end);
            start = Math.min(end + 1, text.length());
            if (withoutTabs) {
                line = line.replaceFirst("^\t+", "");
            }
            if (line.equals(delimiter)) {
                lacksDelimiter = false;
                break;
            }
            body.append(line).append('\n');
        }
        hereDocumentsEnd = start;
        return body.toString();
    }
}
