@NullMarked
package dev.statelab.kube.release;

import org.jspecify.annotations.NullMarked;
