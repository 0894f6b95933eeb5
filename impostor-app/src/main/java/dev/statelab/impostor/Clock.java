package dev.statelab.impostor;

import java.util.concurrent.atomic.AtomicLong;

/** {@link Trick#CLOCK}. */
final class Clock implements Handler {

    private static final long NANOS_PER_MICRO = 1_000;

    private final String pod;
    private final long start = System.nanoTime();
    private final AtomicLong visits = new AtomicLong();

    Clock(String pod) {
        this.pod = pod;
    }

    @Override
    public Reply answer(String method, String path, byte[] body) {
        long now = System.nanoTime();
        return path.equals("/uptime")
                ? Reply.json(200, "{\"uptime_micros\":%d}".formatted((now - start) / NANOS_PER_MICRO))
                : Reply.json(200, "{\"clock_micros\":%d,\"visits\":%d,\"pod\":\"%s\"}"
                        .formatted(now / NANOS_PER_MICRO, visits.incrementAndGet(), pod));
    }
}
