/** ReplicaSets: as many pods of one template as are wanted. */
@NullMarked
package dev.statelab.lab.controller.replicaset;

import org.jspecify.annotations.NullMarked;
