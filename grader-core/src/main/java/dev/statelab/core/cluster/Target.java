package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/** Where a request to an application goes. */
public sealed interface Target {

    String name();

    /** The pod of this name. */
    record Pod(String name) implements Target {
        public Pod {
            requireNonNull(name, "name");
        }

        @Override
        public String toString() {
            return "pod " + name;
        }
    }

    /** A ready endpoint of this Service, which the API server picks at random; the port is the Service's. */
    record Service(String name) implements Target {
        public Service {
            requireNonNull(name, "name");
        }

        @Override
        public String toString() {
            return "service " + name;
        }
    }
}
