/** Requests to pods through the API server, and their deletion. */
@NullMarked
package dev.statelab.kube.pod;

import org.jspecify.annotations.NullMarked;
