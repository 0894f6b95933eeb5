package dev.statelab.hostile.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Decides on each request. Called by many threads. */
@FunctionalInterface
interface Plan {

    Plan NONE = _ -> new Mishap.Passed();

    Mishap of(Sent sent);

    /** One request. */
    static Plan at(int number, Mishap fault) {
        return when(sent -> sent.number() == number, fault);
    }

    /** So many requests in a row. */
    static Plan burst(int from, int count, Mishap fault) {
        return when(sent -> sent.number() >= from && sent.number() < from + count, fault);
    }

    /** This request and all that come after it. */
    static Plan from(int number, Mishap fault) {
        return when(sent -> sent.number() >= number, fault);
    }

    static Plan when(Predicate<Sent> which, Mishap fault) {
        return sent -> which.test(sent) ? fault : new Mishap.Passed();
    }

    /** What happens elsewhere when a request comes in, before it is passed on. */
    static Plan meanwhile(int number, Runnable event) {
        return sent -> {
            if (sent.number() == number) {
                event.run();
            }
            return new Mishap.Passed();
        };
    }

    /** One of all that can break, at one of so many requests, or nothing. */
    static Plan random(Random random, int requests) {
        int moment = 1 + random.nextInt(requests);
        Mishap.Answered ill = Mishap.Answered.status(500, "InternalError", "etcdserver: request timed out");
        return switch (random.nextInt(12)) {
            case 0 -> at(moment, new Mishap.Down(Duration.ofHours(1)));
            case 1 -> at(moment, new Mishap.Down(Duration.ofMillis(100 + random.nextInt(1000))));
            case 2 -> at(moment, new Mishap.Unsent());
            case 3 -> at(moment, new Mishap.Cut(random.nextInt(2000) - 1));
            case 4 -> at(moment, Mishap.Answered.status(429, "TooManyRequests", "too many", "Retry-After: 1"));
            case 5 -> burst(moment, 1 + random.nextInt(5), ill);
            case 6 -> burst(moment, 1 + random.nextInt(5), new Mishap.Answered(502, "text/html", "<h1>502</h1>",
                    List.of()));
            case 7 -> from(moment, Mishap.Answered.status(403, "Forbidden", "forbidden"));
            case 8 -> from(moment, Mishap.Answered.status(401, "Unauthorized", "Unauthorized"));
            case 9 -> when(Sent::isWatch, Mishap.Answered.status(410, "Expired", "too old resource version"));
            case 10 -> at(moment, new Mishap.Late(Duration.ofMillis(random.nextInt(2000))));
            default -> NONE;
        };
    }
}
