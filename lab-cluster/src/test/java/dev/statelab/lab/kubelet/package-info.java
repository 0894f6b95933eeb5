@NullMarked
package dev.statelab.lab.kubelet;

import org.jspecify.annotations.NullMarked;
