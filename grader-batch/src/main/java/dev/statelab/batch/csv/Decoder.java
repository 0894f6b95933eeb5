package dev.statelab.batch.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Finds out how a text file is encoded: UTF-8 or UTF-16, with a byte order mark or without. Nothing else is guessed. */
final class Decoder {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Decoder() {}

    sealed interface Decoding {}

    record Decoded(String text) implements Decoding {}

    /** @param line of the first byte that fits no encoding, from 1 */
    record Undecodable(int line, String found) implements Decoding {}

    static Decoding decode(byte[] bytes) {
        Charset charset = charset(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            return new Undecodable(line, "the byte 0x%02X, which is not %s".formatted(bytes[in.position()], charset));
        }
        return new Decoded(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    }

    /** A title line is mostly ASCII, of which every second byte is zero in UTF-16. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return UTF_8;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if ((first == 0xff && second == 0xfe) || (first != 0 && second == 0)) {
            return UTF_16LE;
        }
        return (first == 0xfe && second == 0xff) || (first == 0 && second != 0) ? UTF_16BE : UTF_8;
    }
}
