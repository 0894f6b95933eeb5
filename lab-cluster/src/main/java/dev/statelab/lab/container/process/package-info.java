/** Processes inside a container: what a program is given, signals, pipes, memory. */
@NullMarked
package dev.statelab.lab.container.process;

import org.jspecify.annotations.NullMarked;
