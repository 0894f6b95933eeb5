@NullMarked
package dev.statelab.lab.api.patch;

import org.jspecify.annotations.NullMarked;
