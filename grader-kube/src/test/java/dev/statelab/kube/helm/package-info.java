@NullMarked
package dev.statelab.kube.helm;

import org.jspecify.annotations.NullMarked;
