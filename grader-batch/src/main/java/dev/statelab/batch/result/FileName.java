package dev.statelab.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names for files after students' ids, which may be any text: two ids never share one, whatever the file system. */
final class FileName {

    private static final int LONGEST = 40;
    private static final int DIGITS = 10;
    private static final String PLAIN = "[a-z0-9][a-z0-9_-]{0," + (LONGEST - 1) + "}";

    private FileName() {}

    /** The id itself where it is short and plain; otherwise what is plain of it, and a digest. */
    static String of(String id) {
        if (id.matches(PLAIN)) {
            return id;
        }
        String plain = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[-_]+", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST)) + "~" + digest(id.getBytes(UTF_8))
                .substring(0, DIGITS);
    }

    /** SHA-256, in hexadecimal digits. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
