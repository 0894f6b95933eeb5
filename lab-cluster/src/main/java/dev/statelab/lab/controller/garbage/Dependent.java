package dev.statelab.lab.controller.garbage;

import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.controller.ObjectKey;

/** An object that has owners. */
record Dependent(ResourceType type, ObjectKey key) {}
