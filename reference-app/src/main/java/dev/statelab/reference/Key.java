package dev.statelab.reference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key of the store: 1 to 1024 bytes of UTF-8, anything but empty, slashes and dots included.
 *
 * <p>Its file's name is the key with everything percent-encoded but {@code A-Z a-z 0-9 - _} and dots after the first
 * character. So different keys have different files, no name leaves the folder, and none begins with a dot, as the
 * application's own files do. A name that would be longer than 200 bytes is {@code ~} and the key's SHA-256 instead.
 */
record Key(String text) {

    private static final int LONGEST = 1024;
    private static final int LONGEST_FILE_NAME = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** What a part of a URL is. */
    sealed interface Parsed {

        record Valid(Key key) implements Parsed {}

        /** @param problem for the client */
        record Invalid(String problem) implements Parsed {}
    }

    /** @param encoded percent-encoded, one character per byte */
    static Parsed parse(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.write(encoded.charAt(i));
            } else if (isEscape(encoded, i)) {
                bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                return new Parsed.Invalid("in a key, % is followed by two hexadecimal digits; write %25 for % itself");
            }
        }
        if (bytes.size() == 0) {
            return new Parsed.Invalid("the key is empty; put one behind the last slash");
        }
        if (bytes.size() > LONGEST) {
            return new Parsed.Invalid("a key has at most %d bytes, this one has %d".formatted(LONGEST, bytes.size()));
        }
        try {
            ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
            return new Parsed.Valid(new Key(StandardCharsets.UTF_8.newDecoder().decode(content).toString()));
        } catch (CharacterCodingException notText) {
            return new Parsed.Invalid("a key must be UTF-8, this one is not");
        }
    }

    String fileName() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (isPlain((char) b, name.isEmpty())) {
                name.append((char) b);
            } else {
                name.append('%').append(HEX.toHexDigits(b));
            }
        }
        return name.length() <= LONGEST_FILE_NAME ? name.toString() : "~" + HEX.formatHex(sha256(bytes));
    }

    private static boolean isEscape(String encoded, int percent) {
        return percent + 2 < encoded.length()
                && HexFormat.isHexDigit(encoded.charAt(percent + 1))
                && HexFormat.isHexDigit(encoded.charAt(percent + 2));
    }

    private static boolean isPlain(char c, boolean first) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '-' || c == '_' || (c == '.' && !first);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
