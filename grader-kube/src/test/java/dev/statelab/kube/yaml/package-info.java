@NullMarked
package dev.statelab.kube.yaml;

import org.jspecify.annotations.NullMarked;
