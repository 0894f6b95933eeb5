@NullMarked
package dev.statelab.lab.controller.daemonset;

import org.jspecify.annotations.NullMarked;
