/** The kubelet of the lab's one node: pods' containers, volumes, probes, status and end. */
@NullMarked
package dev.statelab.lab.kubelet;

import org.jspecify.annotations.NullMarked;
