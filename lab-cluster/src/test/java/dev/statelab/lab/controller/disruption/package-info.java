@NullMarked
package dev.statelab.lab.controller.disruption;

import org.jspecify.annotations.NullMarked;
