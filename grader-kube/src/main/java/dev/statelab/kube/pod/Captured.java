package dev.statelab.kube.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.core.cluster.CommandAnswer.Output;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okio.ByteString;

/** Takes one stream of a command: keeps its beginning, counts and digests all of it. */
final class Captured {

    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final MessageDigest digest = sha256();
    private long size;

    Captured(int most) {
        this.most = most;
    }

    synchronized void take(ByteString content) {
        byte[] bytes = content.toByteArray();
        digest.update(bytes);
        size += bytes.length;
        kept.write(bytes, 0, Math.min(bytes.length, most - kept.size()));
    }

    synchronized Output output() {
        try {
            MessageDigest sofar = (MessageDigest) digest.clone();
            return new Output(kept.toString(UTF_8), size, HexFormat.of().formatHex(sofar.digest()), size > kept.size());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
