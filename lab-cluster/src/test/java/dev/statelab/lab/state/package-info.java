@NullMarked
package dev.statelab.lab.state;

import org.jspecify.annotations.NullMarked;
