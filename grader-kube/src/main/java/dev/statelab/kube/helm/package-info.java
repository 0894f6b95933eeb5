/** Helm's library: how it is loaded and called. */
@NullMarked
package dev.statelab.kube.helm;

import org.jspecify.annotations.NullMarked;
