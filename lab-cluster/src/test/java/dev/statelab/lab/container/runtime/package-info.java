@NullMarked
package dev.statelab.lab.container.runtime;

import org.jspecify.annotations.NullMarked;
