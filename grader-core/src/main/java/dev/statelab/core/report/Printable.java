package dev.statelab.core.report;

/** Makes text from a student's cluster harmless for a terminal, and measures how wide it is there. */
public final class Printable {

    private Printable() {}

    /**
     * The text in one line without anything that a terminal acts on: runs of white space become one space, and control
     * characters, terminal escapes, directional overrides and other invisible characters are spelled out as
     * <code>&#92;u001b</code>.
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.strip().codePoints().forEach(c -> {
            if (Character.isWhitespace(c) && c != 0x2028 && c != 0x2029 && (c < 0x1c || c > 0x1f)) {
                if (printable.isEmpty() || printable.charAt(printable.length() - 1) != ' ') {
                    printable.append(' ');
                }
            } else if (isHarmless(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(c > 0xffff ? "\\u{%x}".formatted(c) : "\\u%04x".formatted(c));
            }
        });
        return printable.toString();
    }

    /** The same for a terminal that knows no more than ASCII. */
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        of(text).codePoints().forEach(c -> {
            switch (c) {
                case '…' -> ascii.append("...");
                case '–', '—', '·' -> ascii.append('-');
                case '“', '”', '„' -> ascii.append('"');
                case '‘', '’' -> ascii.append('\'');
                default -> ascii.append(c < 0x80 ? (char) c : '?');
            }
        });
        return ascii.toString();
    }

    /** How many columns a printable text takes: none for a combining mark, two for a wide character. */
    public static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /** The wide and full-width blocks of Unicode's East Asian Width, and the emoji. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
    }
}
