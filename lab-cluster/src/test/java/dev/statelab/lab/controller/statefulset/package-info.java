@NullMarked
package dev.statelab.lab.controller.statefulset;

import org.jspecify.annotations.NullMarked;
