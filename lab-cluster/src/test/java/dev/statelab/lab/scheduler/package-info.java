@NullMarked
package dev.statelab.lab.scheduler;

import org.jspecify.annotations.NullMarked;
