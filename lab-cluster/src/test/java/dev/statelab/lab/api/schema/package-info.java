@NullMarked
package dev.statelab.lab.api.schema;

import org.jspecify.annotations.NullMarked;
