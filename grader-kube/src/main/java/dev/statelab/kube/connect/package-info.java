/** From a kubeconfig to a cluster, or to one clear sentence why not. */
@NullMarked
package dev.statelab.kube.connect;

import org.jspecify.annotations.NullMarked;
