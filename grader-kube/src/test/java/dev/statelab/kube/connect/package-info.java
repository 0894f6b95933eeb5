@NullMarked
package dev.statelab.kube.connect;

import org.jspecify.annotations.NullMarked;
