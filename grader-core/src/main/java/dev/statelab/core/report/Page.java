package dev.statelab.core.report;

import java.util.List;

/** A page of text for a terminal. Whatever is written on it is made printable first, and broken to fit. */
public final class Page {
    private final TextOptions options;
    private final StringBuilder out = new StringBuilder();

    public Page(TextOptions options) {
        this.options = options;
    }

    /** Everything that was written, each line ended by a line feed. */
    public String text() {
        return out.toString();
    }

    public void blank() {
        out.append('\n');
    }

    /** A text that begins at an indent. */
    public void text(int indent, String text, Style style) {
        for (String line : lines(text, options.width() - indent)) {
            out.append(" ".repeat(indent)).append(styled(line, style)).append('\n');
        }
    }

    /** A label in its column, and a text beside it. */
    void labelled(int indent, String label, int column, String text, Style style) {
        String first = styled(label, Style.DIM) + " ".repeat(column - label.length());
        for (String line : lines(text, options.width() - indent - column)) {
            out.append(" ".repeat(indent)).append(first).append(styled(line, style)).append('\n');
            first = " ".repeat(column);
        }
    }

    /** A label in its column, and beside it lines that stay lines of their own. */
    void quoted(int indent, String label, int column, List<String> texts, Style style) {
        String first = label;
        for (String text : texts) {
            labelled(indent, first, column, text, style);
            first = "";
        }
    }

    /**
     * A line of a list.
     *
     * @param mark one column wide
     */
    void item(int indent, String mark, Style markStyle, String text, Style style) {
        String first = styled(mark, markStyle) + " ";
        for (String line : lines(text, options.width() - indent - 2)) {
            out.append(" ".repeat(indent)).append(first).append(styled(line, style)).append('\n');
            first = "  ";
        }
    }

    /**
     * A line of a list, with something at its right end.
     *
     * @param mark one column wide
     * @param end what stands at the right
     * @param column how many columns that may take
     */
    public void entry(int indent, String mark, Style markStyle, String text, Style style, String end, int column) {
        int width = Math.max(1, options.width() - indent - 2 - 1 - column);
        List<String> lines = lines(text, width);
        String first = lines.getFirst();
        out.append(" ".repeat(indent)).append(styled(mark, markStyle)).append(' ').append(styled(first, style))
                .append(" ".repeat(width - Printable.width(first) + 1 + column - end.length()))
                .append(styled(end, markStyle)).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            out.append(" ".repeat(indent + 2)).append(styled(line, style)).append('\n');
        }
    }

    private List<String> lines(String text, int width) {
        String printable = options.unicode() ? Printable.of(text) : Printable.ascii(text);
        return Paragraph.lines(printable, Math.max(1, width));
    }

    private String styled(String text, Style style) {
        return options.colour() ? style.on(text) : text;
    }
}
