/** What all Kubernetes objects have in common, read from and written to their JSON. */
@NullMarked
package dev.statelab.lab.api.object;

import org.jspecify.annotations.NullMarked;
