@NullMarked
package dev.statelab.reference;

import org.jspecify.annotations.NullMarked;
