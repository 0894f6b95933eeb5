/** CEL expressions and the texts with ${…} in them, compiled once and evaluated over plain values. */
@NullMarked
package dev.statelab.core.expression;

import org.jspecify.annotations.NullMarked;
