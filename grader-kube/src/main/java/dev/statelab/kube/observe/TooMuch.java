package dev.statelab.kube.observe;

/** A kind has more than the limits allow. */
final class TooMuch extends Exception {
    TooMuch(String what) {
        super(what);
    }

    static TooMuch inOneObject(ObservationLimits limits) {
        return new TooMuch("an object of more than " + limits.objectBytes() / 1024 + " KiB");
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
