/** PodDisruptionBudgets: how many pods may be evicted. */
@NullMarked
package dev.statelab.lab.controller.disruption;

import org.jspecify.annotations.NullMarked;
