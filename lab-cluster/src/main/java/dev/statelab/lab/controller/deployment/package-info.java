/** Deployments: a ReplicaSet for each state of the template, and the way from one to the next. */
@NullMarked
package dev.statelab.lab.controller.deployment;

import org.jspecify.annotations.NullMarked;
