@NullMarked
package dev.statelab.lab.event;

import org.jspecify.annotations.NullMarked;
