@NullMarked
package dev.statelab.lab;

import org.jspecify.annotations.NullMarked;
