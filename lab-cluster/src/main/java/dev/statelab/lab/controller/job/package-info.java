/** Jobs: pods that run to their end. */
@NullMarked
package dev.statelab.lab.controller.job;

import org.jspecify.annotations.NullMarked;
