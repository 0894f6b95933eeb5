@NullMarked
package dev.statelab.lab.api.protobuf;

import org.jspecify.annotations.NullMarked;
