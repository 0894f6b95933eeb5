/**
 * What StateLab relies on a cluster for. One suite, which runs unchanged on the lab cluster, on k3s in Docker, and on any
 * cluster that a kubeconfig names.
 */
@NullMarked
package dev.statelab.contract;

import org.jspecify.annotations.NullMarked;
