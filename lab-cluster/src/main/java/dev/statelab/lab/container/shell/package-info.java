/** The shell that runs inside containers. */
@NullMarked
package dev.statelab.lab.container.shell;

import org.jspecify.annotations.NullMarked;
