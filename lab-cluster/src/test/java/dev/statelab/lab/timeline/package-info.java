@NullMarked
package dev.statelab.lab.timeline;

import org.jspecify.annotations.NullMarked;
