/** What the grader needs of a cluster: a state that is kept current, requests to pods, and the deletion of a pod. */
@NullMarked
package dev.statelab.core.cluster;

import org.jspecify.annotations.NullMarked;
