@NullMarked
package dev.statelab.lab.controller.endpoints;

import org.jspecify.annotations.NullMarked;
