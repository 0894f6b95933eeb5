package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.WatchEvent;
import java.util.Optional;

/**
 * One change of one object, as the history keeps it.
 *
 * @param revision the cluster's resource version that the change made
 * @param namespace empty for a type without namespaces
 * @param event what watches are told
 * @param previous the object before the change
 */
public record Change(long revision, String namespace, WatchEvent event, Optional<ObjectNode> previous) {}
