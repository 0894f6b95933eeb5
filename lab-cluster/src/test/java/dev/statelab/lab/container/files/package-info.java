@NullMarked
package dev.statelab.lab.container.files;

import org.jspecify.annotations.NullMarked;
