/** The stock kubectl against a lab cluster. */
@NullMarked
package dev.statelab.lab.kubectl;

import org.jspecify.annotations.NullMarked;
