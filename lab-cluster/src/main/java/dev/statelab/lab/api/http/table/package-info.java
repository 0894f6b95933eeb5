/** Tables of objects, as {@code kubectl get} shows them. */
@NullMarked
package dev.statelab.lab.api.http.table;

import org.jspecify.annotations.NullMarked;
