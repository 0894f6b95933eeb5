/** Which fields objects have, and the decoding of requests by it. */
@NullMarked
package dev.statelab.lab.api.schema;

import org.jspecify.annotations.NullMarked;
