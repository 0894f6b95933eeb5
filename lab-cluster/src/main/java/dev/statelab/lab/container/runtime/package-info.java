/** The container runtime: containers from images, their logs, exec. */
@NullMarked
package dev.statelab.lab.container.runtime;

import org.jspecify.annotations.NullMarked;
