package dev.statelab.hostile.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What becomes of one request on its way to the API server. */
sealed interface Mishap {

    /** Nothing: it is passed on, and so is its answer. */
    record Passed() implements Mishap {}

    /** The API server never gets it; this is the answer. */
    record Answered(int status, String contentType, String body, List<String> headers) implements Mishap {

        public Answered {
            headers = List.copyOf(headers);
        }

        /** As the API server refuses what it understood: with a {@code Status}. */
        static Answered status(int code, String reason, String message, String... headers) {
            return new Answered(code, "application/json", """
                    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s",\
                    "code":%d}
                    """.formatted(message, reason, code), List.of(headers));
        }

        /** As what stands before an API server refuses, and the API server itself while it starts or ends. */
        static Answered text(int code, String body, String... headers) {
            return new Answered(code, "text/plain; charset=utf-8", body, List.of(headers));
        }
    }

    /** Its connection is reset before any of it was passed on. */
    record Unsent() implements Mishap {}

    /**
     * The API server does what it says, but the connection is reset after so many bytes of the answer's body.
     *
     * @param bytes fewer than 0 for not even a status
     */
    record Cut(int bytes) implements Mishap {}

    /**
     * Its connection is reset at once, but what was sent is still on its way.
     *
     * @param until once it is complete, it is passed on
     * @param status of the answer, which nobody gets
     */
    record Held(CompletableFuture<Void> until, CompletableFuture<Integer> status) implements Mishap {

        static Held back() {
            return new Held(new CompletableFuture<>(), new CompletableFuture<>());
        }

        /** Lets it arrive, and waits until it was answered. */
        int arrives() {
            until.complete(null);
            return status.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    /** It is passed on so much later, and each piece of its answer too. */
    record Late(Duration by) implements Mishap {}

    /** All connections are cut, and nobody listens for so long; the API server never gets the request. */
    record Down(Duration span) implements Mishap {}
}
