package dev.statelab.core.judging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets criteria work at the same time, unless one of them disturbs what the other one uses. */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final List<Turn> taken = new ArrayList<>();

    /**
     * What a criterion uses.
     *
     * @param state whether it judges by the cluster's state
     * @param pods the pods that it talks to or disturbs, or {@link #ANY_POD}
     * @param disturbs whether it disturbs these pods, and thereby the state
     */
    record Use(boolean state, Set<String> pods, boolean disturbs) {

        static final String ANY = "*";
        static final Set<String> ANY_POD = Set.of(ANY);

        Use {
            pods = Set.copyOf(pods);
        }

        static Use ofState() {
            return new Use(true, Set.of(), false);
        }

        boolean conflictsWith(Use other) {
            return (disturbs && other.isTouched(pods)) || (other.disturbs && isTouched(other.pods));
        }

        private boolean isTouched(Set<String> disturbed) {
            if (state || disturbs) {
                return true;
            }
            boolean any = pods.equals(ANY_POD) || disturbed.equals(ANY_POD);
            return !pods.isEmpty() && (any || !Collections.disjoint(pods, disturbed));
        }
    }

    /** Waits until nobody is at work who conflicts. Closing the turn ends it. */
    Turn take(Use use) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken.stream().anyMatch(turn -> turn.use.conflictsWith(use))) {
                released.await();
            }
            Turn turn = new Turn(use);
            taken.add(turn);
            return turn;
        } finally {
            lock.unlock();
        }
    }

    final class Turn implements AutoCloseable {
        private final Use use;

        private Turn(Use use) {
            this.use = use;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                taken.remove(this);
                released.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
