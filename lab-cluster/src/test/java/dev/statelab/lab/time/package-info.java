@NullMarked
package dev.statelab.lab.time;

import org.jspecify.annotations.NullMarked;
