package dev.statelab.lab.api.http;

import dev.statelab.lab.time.LabClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How much of the API server clients may hold.
 *
 * @param head how long the line and the headers of a request may take
 * @param body how long its body may take
 * @param connections how many there may be at a time; further ones wait until one ends
 * @param watches how many there may be at a time; further ones are refused with a 429
 * @param clock what the times are measured by; the real one, however fast the cluster's runs
 */
public record ClientLimits(Duration head, Duration body, int connections, int watches, LabClock clock) {

    /** As the real API server's {@code ReadHeaderTimeout}. */
    private static final Duration HEAD = Duration.ofSeconds(32);

    /** As the real API server's {@code --request-timeout}. */
    private static final Duration BODY = Duration.ofSeconds(60);

    private static final long MOST_CONNECTIONS = 15_000;
    private static final long UNKNOWN_DESCRIPTORS = 1024;

    /**
     * What this process can bear: half of the files that it may open are for connections, so that the server never has
     * none left to accept one with, and two thirds of the connections may be watches.
     */
    public static ClientLimits ofThisProcess(LabClock clock) {
        int connections = (int) Math.min(MOST_CONNECTIONS, descriptors() / 2);
        return new ClientLimits(HEAD, BODY, connections, connections * 2 / 3, clock);
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNKNOWN_DESCRIPTORS;
    }
}
