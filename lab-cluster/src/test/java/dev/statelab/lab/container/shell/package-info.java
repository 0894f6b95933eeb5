@NullMarked
package dev.statelab.lab.container.shell;

import org.jspecify.annotations.NullMarked;
