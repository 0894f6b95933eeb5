@NullMarked
package dev.statelab.kube.apply;

import org.jspecify.annotations.NullMarked;
