/** Requests to pods through the API server, their logs and their deletion. */
@NullMarked
package dev.statelab.kube.pod;

import org.jspecify.annotations.NullMarked;
