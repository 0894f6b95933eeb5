/** A namespace's objects, listed once and then kept current by watches. */
@NullMarked
package dev.statelab.kube.observe;

import org.jspecify.annotations.NullMarked;
