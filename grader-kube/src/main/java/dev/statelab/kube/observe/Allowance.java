package dev.statelab.kube.observe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Breaks off a stream when more bytes come than were allowed since the allowance was last renewed. */
final class Allowance extends FilterInputStream {

    private final long bytes;
    private long left;

    Allowance(InputStream in, long bytes) {
        super(in);
        this.bytes = bytes;
        this.left = bytes;
    }

    /** More came than was allowed. */
    static final class Exceeded extends IOException {
        private Exceeded() {
            super("more bytes than are allowed");
        }
    }

    void renew() {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        taken(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        taken(Math.max(0, read));
        return read;
    }

    private void taken(int read) throws Exceeded {
        left -= read;
        if (left < 0) {
            throw new Exceeded();
        }
    }
}
