/** Storage of objects with one resource version for the whole cluster, and the history that watches read. */
@NullMarked
package dev.statelab.lab.api.store;

import org.jspecify.annotations.NullMarked;
