package dev.statelab.lab.api;

import java.util.Optional;

/**
 * How a write is carried out.
 *
 * @param fieldManager who owns the fields that this write changes; empty leaves the owners alone
 * @param dryRun whether everything happens but the storing
 * @param guard has the last word on what is stored
 */
public record WriteOptions(Optional<String> fieldManager, boolean dryRun, Guard guard) {

    public static final WriteOptions PLAIN = new WriteOptions(Optional.empty(), false, Guard.OPEN);

    /** For a write that settles the owners of fields itself. */
    public WriteOptions withoutManager() {
        return new WriteOptions(Optional.empty(), dryRun, guard);
    }

    public WriteOptions withDryRun(boolean wanted) {
        return new WriteOptions(fieldManager, wanted, guard);
    }
}
