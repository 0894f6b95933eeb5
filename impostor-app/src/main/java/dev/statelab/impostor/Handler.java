package dev.statelab.impostor;

/** Answers requests; many at the same time. */
@FunctionalInterface
interface Handler {

    /** @param path percent-encoded */
    Reply answer(String method, String path, byte[] body);
}
