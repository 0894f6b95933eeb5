@NullMarked
package dev.statelab.lab.api.store;

import org.jspecify.annotations.NullMarked;
