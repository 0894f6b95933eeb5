/** The commands that are found in a container's /bin. */
@NullMarked
package dev.statelab.lab.container.tools;

import org.jspecify.annotations.NullMarked;
