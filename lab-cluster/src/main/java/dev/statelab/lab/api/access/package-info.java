/** Who a client is, and what it may do: tokens, roles, and the questions about them. */
@NullMarked
package dev.statelab.lab.api.access;

import org.jspecify.annotations.NullMarked;
