@NullMarked
package dev.statelab.lab.api.validation;

import org.jspecify.annotations.NullMarked;
