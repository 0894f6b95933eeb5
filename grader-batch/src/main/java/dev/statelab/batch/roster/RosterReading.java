package dev.statelab.batch.roster;

import static java.util.Objects.requireNonNull;

/** What came of reading a roster. */
public sealed interface RosterReading {

    /** One faulty row spoils nothing but itself. */
    record Complete(Roster roster) implements RosterReading {
        public Complete {
            requireNonNull(roster, "roster");
        }
    }

    /** Nothing in the file can be relied on. */
    record Faulty(RosterMistake mistake) implements RosterReading {
        public Faulty {
            requireNonNull(mistake, "mistake");
        }
    }
}
