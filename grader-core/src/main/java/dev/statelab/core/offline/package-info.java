/** Judges what manifests say before anything is deployed: what they decide, and what only a running cluster can tell. */
@NullMarked
package dev.statelab.core.offline;

import org.jspecify.annotations.NullMarked;
