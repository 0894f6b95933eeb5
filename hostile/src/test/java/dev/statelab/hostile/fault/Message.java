package dev.statelab.hostile.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 message as it came, and how long its body is (RFC 9112, 6.3).
 *
 * @param lines without their ends; the first says what it is
 */
record Message(List<String> lines) {

    private static final int LARGEST_HEAD = 64 * 1024;

    /** Where a body goes, piece by piece, as it comes in. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int length) throws IOException;
    }

    /** Empty where the connection ended instead. */
    static Optional<Message> read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        while (end < 4) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.write(next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : next == '\r' ? 1 : 0;
            if (head.size() > LARGEST_HEAD) {
                throw new IOException("a head of more than " + LARGEST_HEAD + " bytes");
            }
        }
        return Optional.of(new Message(head.toString(ISO_8859_1).lines().filter(line -> !line.isEmpty()).toList()));
    }

    String word(int index) {
        return lines.getFirst().split(" ", 3)[index];
    }

    Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream().skip(1).filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip()).findFirst();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** Passes the body on with its framing. Of a request without a length there is none, of an answer all until the end. */
    void body(InputStream in, boolean answer, Sink sink) throws IOException {
        if (header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            chunks(in, sink);
        } else if (header("Content-Length").isPresent()) {
            exactly(in, Long.parseLong(header("Content-Length").get()), sink);
        } else if (answer) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sink.take(buffer, read);
            }
        }
    }

    private static void chunks(InputStream in, Sink sink) throws IOException {
        long size = -1;
        while (size != 0) {
            byte[] line = line(in);
            sink.take(line, line.length);
            size = Long.parseLong(new String(line, ISO_8859_1).strip().split(";", 2)[0], 16);
            exactly(in, size, sink);
            byte[] end = line(in);
            sink.take(end, end.length);
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException("the body ended in the middle");
            }
            line.write(next);
        } while (next != '\n');
        return line.toByteArray();
    }

    private static void exactly(InputStream in, long length, Sink sink) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the body ended in the middle");
            }
            sink.take(buffer, read);
            left -= read;
        }
    }
}
