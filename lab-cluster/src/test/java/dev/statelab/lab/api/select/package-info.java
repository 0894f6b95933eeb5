@NullMarked
package dev.statelab.lab.api.select;

import org.jspecify.annotations.NullMarked;
