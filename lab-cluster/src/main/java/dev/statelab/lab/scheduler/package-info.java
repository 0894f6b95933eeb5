/** The scheduler: which node a pod runs on, and why none does. */
@NullMarked
package dev.statelab.lab.scheduler;

import org.jspecify.annotations.NullMarked;
