package dev.statelab.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, a line of JSON for each thing, appended and forced onto the disk. A last line that was torn off by the
 * process's end is dropped: nobody was told of it.
 */
final class Journal implements AutoCloseable {

    // Not a channel: an interruption would close that for everybody.
    private final RandomAccessFile file;
    private final List<JsonNode> before;

    private Journal(RandomAccessFile file, List<JsonNode> before) {
        this.file = file;
        this.before = before;
    }

    /** @throws IOException also when a line other than the last one is damaged */
    static Journal open(Path path) throws IOException {
        byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(bytes, 0, end, UTF_8).lines().toList()) {
            try {
                lines.add(Json.MAPPER.readTree(line));
            } catch (JsonProcessingException damaged) {
                throw new IOException(path + ":" + (lines.size() + 1) + " is damaged: expected a line of JSON",
                        damaged);
            }
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(end);
        file.seek(end);
        return new Journal(file, List.copyOf(lines));
    }

    /** The lines that were there when it was opened. */
    List<JsonNode> before() {
        return before;
    }

    /** Returns when the line is on the disk; a line that could not be written whole is not there at all. */
    synchronized void append(ObjectNode line) throws IOException {
        long start = file.getFilePointer();
        try {
            file.write(Json.line(line));
            file.getFD().sync();
        } catch (IOException failed) {
            file.setLength(start);
            file.seek(start);
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
