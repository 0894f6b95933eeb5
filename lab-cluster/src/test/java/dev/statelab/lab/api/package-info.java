@NullMarked
package dev.statelab.lab.api;

import org.jspecify.annotations.NullMarked;
