package dev.statelab.lab.api;

import java.util.Optional;

/**
 * How a write is carried out.
 *
 * @param fieldManager who owns the fields that this write changes; empty leaves the owners alone
 * @param dryRun whether everything happens but the storing
 */
public record WriteOptions(Optional<String> fieldManager, boolean dryRun) {

    public static final WriteOptions PLAIN = new WriteOptions(Optional.empty(), false);
}
