package dev.statelab.lab.kubelet;

/** Whether the containers of a pod start again after their end. */
enum RestartPolicy {

    ALWAYS, ON_FAILURE, NEVER;

    static RestartPolicy of(String text) {
        return switch (text) {
            case "Never" -> NEVER;
            case "OnFailure" -> ON_FAILURE;
            default -> ALWAYS;
        };
    }

    boolean restartsAfter(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
