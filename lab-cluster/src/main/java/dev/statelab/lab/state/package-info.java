/** Where a lab cluster has its files: in a folder that outlives it, or in a temporary one. */
@NullMarked
package dev.statelab.lab.state;

import org.jspecify.annotations.NullMarked;
