package dev.statelab.reference;

import java.util.List;

/** One of the modes: its routes, and how its JSON names the pod. */
interface Application {

    List<Route> routes();

    /** The field of every JSON answer that holds the pod's name. */
    String podField();

    /** Where its data is, for the log. */
    String data();
}
