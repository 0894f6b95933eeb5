@NullMarked
package dev.statelab.lab.controller;

import org.jspecify.annotations.NullMarked;
