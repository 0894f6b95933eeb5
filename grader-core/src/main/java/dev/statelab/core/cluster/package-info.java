/** What the grader needs of a cluster: a state that is kept current, requests to pods, their logs and their deletion. */
@NullMarked
package dev.statelab.core.cluster;

import org.jspecify.annotations.NullMarked;
