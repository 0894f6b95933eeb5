/** A simulated Kubernetes in one JVM. {@code LabCluster} is where to start. */
@NullMarked
package dev.statelab.lab;

import org.jspecify.annotations.NullMarked;
