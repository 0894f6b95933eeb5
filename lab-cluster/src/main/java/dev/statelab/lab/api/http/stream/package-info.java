/** Connections that go both ways for long: commands, attached streams and forwarded ports over WebSocket. */
@NullMarked
package dev.statelab.lab.api.http.stream;

import org.jspecify.annotations.NullMarked;
