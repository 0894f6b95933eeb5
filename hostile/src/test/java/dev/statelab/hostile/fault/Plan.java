package dev.statelab.hostile.fault;

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
}
