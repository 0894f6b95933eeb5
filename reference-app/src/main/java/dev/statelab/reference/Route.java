package dev.statelab.reference;

import java.io.IOException;

/**
 * What answers a method on a path.
 *
 * @param path a whole path, or with a {@code *} at its end everything below
 */
record Route(String method, String path, Handler handler) {

    /** Answers requests; many at the same time. */
    @FunctionalInterface
    interface Handler {

        /** @throws IOException when the client does not send what it announced */
        Answer answer(Request request) throws StorageException, IOException;
    }

    static Route get(String path, Handler handler) {
        return new Route("GET", path, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route("POST", path, handler);
    }

    boolean covers(String requested) {
        return path.endsWith("*") ? requested.startsWith(stem()) : requested.equals(path);
    }

    /** What a covered path has behind this route's. */
    String rest(String requested) {
        return requested.substring(stem().length());
    }

    private String stem() {
        return path.endsWith("*") ? path.substring(0, path.length() - 1) : path;
    }
}
