@NullMarked
package dev.statelab.lab.controller.deployment;

import org.jspecify.annotations.NullMarked;
