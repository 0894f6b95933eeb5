@org.jspecify.annotations.NullMarked
package dev.statelab.lab.api.access;
