/** Persistent volumes: binding, provisioning as {@code rancher.io/local-path} does it, reclaiming, protection. */
@NullMarked
package dev.statelab.lab.controller.volume;

import org.jspecify.annotations.NullMarked;
