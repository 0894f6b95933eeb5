/**
 * The application that the tasks deploy: a key-value store, a counter or a visits page, on the JDK's HTTP server.
 *
 * <p>It runs as a process of its own ({@link dev.statelab.reference.Main}) or inside another program, which hands it its
 * {@link dev.statelab.reference.Surroundings}.
 */
@NullMarked
package dev.statelab.reference;

import org.jspecify.annotations.NullMarked;
