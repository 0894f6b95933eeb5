package dev.statelab.hostile.fault;

/**
 * A request that the grader sent.
 *
 * @param number from 1, in the order in which they came in
 * @param target path and query
 */
record Sent(int number, String method, String target, String body) {

    boolean isWatch() {
        return target.contains("watch=1");
    }

    /** Whether a workload is to be scaled or changed. */
    boolean isChange() {
        return method.equals("PUT") || method.equals("PATCH");
    }

    boolean isToApplication() {
        return target.contains("/proxy/");
    }

    /** The same words again would be the same request again. */
    String words() {
        return method + " " + target + " " + body;
    }

    @Override
    public String toString() {
        return number + ": " + method + " " + target;
    }
}
