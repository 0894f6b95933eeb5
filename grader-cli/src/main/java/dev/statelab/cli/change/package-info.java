/** What an evaluation changes on a cluster is written down before, so that a later one can give it back. */
@NullMarked
package dev.statelab.cli.change;

import org.jspecify.annotations.NullMarked;
