package dev.statelab.lab.container.tools;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modes as {@code chmod} reads and {@code ls} shows them. */
final class Modes {

    private static final int UMASK = 022;
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=][rwxXst]*)+)");
    private static final Pattern CHANGE = Pattern.compile("([-+=])([rwxXst]*)");

    private Modes() {}

    /** @param change octal, or symbolic as {@code u+x,go-w} */
    static int changed(int mode, String change, boolean folder) throws UsageException {
        if (change.matches("[0-7]{1,5}")) {
            return Integer.parseInt(change, 8) & 07777;
        }
        int changed = mode;
        for (String clause : change.split(",", -1)) {
            Matcher matcher = CLAUSE.matcher(clause);
            if (!matcher.matches()) {
                throw new UsageException("invalid mode '" + change + "'");
            }
            Matcher step = CHANGE.matcher(matcher.group(2));
            while (step.find()) {
                changed = changed(changed, matcher.group(1), step.group(1), step.group(2), folder);
            }
        }
        return changed;
    }

    private static int changed(int mode, String who, String operator, String permissions, boolean folder) {
        int classes = 0;
        String whose = who.isEmpty() || who.contains("a") ? "ugo" : who;
        classes |= whose.contains("u") ? 04700 : 0;
        classes |= whose.contains("g") ? 02070 : 0;
        classes |= whose.contains("o") ? 01007 : 0;
        int bits = 0;
        boolean executes = folder || (mode & 0111) != 0;
        for (int i = 0; i < permissions.length(); i++) {
            bits |= switch (permissions.charAt(i)) {
                case 'r' -> 0444;
                case 'w' -> 0222;
                case 'x' -> 0111;
                case 'X' -> executes ? 0111 : 0;
                case 's' -> 06000;
                default -> 01000;
            };
        }
        int chosen = bits & classes & (who.isEmpty() ? ~UMASK : 07777);
        return switch (operator) {
            case "+" -> mode | chosen;
            case "-" -> mode & ~chosen;
            default -> (mode & ~(classes & 0777)) | chosen;
        };
    }

    /** As {@code drwxr-xr-x}. */
    static String shown(char type, int mode) {
        StringBuilder text = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < 9; i++) {
            if ((mode & (0400 >> i)) == 0) {
                text.setCharAt(i, '-');
            }
        }
        special(text, mode, 04000, 2, 's');
        special(text, mode, 02000, 5, 's');
        special(text, mode, 01000, 8, 't');
        return type + text.toString();
    }

    private static void special(StringBuilder text, int mode, int bit, int at, char sign) {
        if ((mode & bit) != 0) {
            text.setCharAt(at, text.charAt(at) == 'x' ? sign : Character.toUpperCase(sign));
        }
    }
}
