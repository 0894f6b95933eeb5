@NullMarked
package dev.statelab.kube;

import org.jspecify.annotations.NullMarked;
