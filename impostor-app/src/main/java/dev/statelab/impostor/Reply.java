package dev.statelab.impostor;

import static java.nio.charset.StandardCharsets.UTF_8;

/** @param body handed over, not copied */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, String contentType, byte[] body) {

    static Reply json(int status, String body) {
        return new Reply(status, "application/json", (body + "\n").getBytes(UTF_8));
    }
}
