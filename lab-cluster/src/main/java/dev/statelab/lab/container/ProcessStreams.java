package dev.statelab.lab.container;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a process in a container reads and writes.
 *
 * @param in read as it comes; closed when the process ends
 * @param out gets what is written at once; so does {@code err}
 * @param terminal whether a terminal is between: then {@code in} is what somebody types, and all output goes to
 *     {@code out}
 */
public record ProcessStreams(InputStream in, OutputStream out, OutputStream err, boolean terminal) {

    /** Without input. */
    public static ProcessStreams of(OutputStream out, OutputStream err) {
        return new ProcessStreams(InputStream.nullInputStream(), out, err, false);
    }
}
