package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import java.util.concurrent.Semaphore;

/** How many watches there may be at a time. */
final class WatchPlaces {

    private static final int RETRY_SECONDS = 5;

    private final int most;
    private final Semaphore free;

    WatchPlaces(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** 429 where all are taken. */
    void take() throws ApiException {
        if (!free.tryAcquire()) {
            throw Refusal.tooManyRequests("too many watches, please try again later: the lab cluster serves " + most
                    + " at a time", RETRY_SECONDS);
        }
    }

    void giveBack() {
        free.release();
    }
}
