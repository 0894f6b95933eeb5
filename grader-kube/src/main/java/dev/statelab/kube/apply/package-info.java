/** Manifests and charts, and applying them. */
@NullMarked
package dev.statelab.kube.apply;

import org.jspecify.annotations.NullMarked;
