/** Images and the catalogue that a node has. */
@NullMarked
package dev.statelab.lab.container.image;

import org.jspecify.annotations.NullMarked;
