/** Containers: images from a catalogue, file systems with ownership, processes, exec. */
@NullMarked
package dev.statelab.lab.container;

import org.jspecify.annotations.NullMarked;
