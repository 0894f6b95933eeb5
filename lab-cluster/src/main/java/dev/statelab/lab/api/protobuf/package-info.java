/** Request bodies in Kubernetes' binary form, which kubectl's typed clients send, as the JSON trees that they stand for. */
@NullMarked
package dev.statelab.lab.api.protobuf;

import org.jspecify.annotations.NullMarked;
