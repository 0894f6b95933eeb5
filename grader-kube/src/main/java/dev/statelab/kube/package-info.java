/** A live cluster: see {@link dev.statelab.kube.KubeCluster}. */
@NullMarked
package dev.statelab.kube;

import org.jspecify.annotations.NullMarked;
