/** Releases of charts in a cluster: installed, and read again. */
@NullMarked
package dev.statelab.kube.release;

import org.jspecify.annotations.NullMarked;
