@NullMarked
package dev.statelab.lab.controller.replicaset;

import org.jspecify.annotations.NullMarked;
