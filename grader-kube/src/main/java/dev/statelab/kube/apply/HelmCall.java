package dev.statelab.kube.apply;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls Helm, and gives this process its signals back: Helm listens for those that end a program (helm-java, {@code
 * native/internal/helm/install.go}) and would keep Ctrl-C for itself from then on.
 */
public final class HelmCall {

    /** SIGINT, SIGQUIT and SIGTERM, on Linux and macOS alike. */
    private static final List<Integer> TAKEN = List.of(2, 3, 15);
    /** More than a {@code struct sigaction} has anywhere. */
    private static final int ACTION_BYTES = 512;

    private static final HelmCall BEFORE_HELM = new HelmCall();

    private final Map<Integer, Memory> actions = new LinkedHashMap<>();

    /** The C library's, where it has signals. */
    interface SignalActions extends Library {
        int sigaction(int signal, Pointer action, Pointer before);
    }

    /** The library is loaded when it is first needed, which is not for every command. */
    private static final class CLibrary {
        static final SignalActions ACTIONS = Native.load("c", SignalActions.class);
    }

    private HelmCall() {
        if (!Platform.isWindows()) {
            for (int signal : TAKEN) {
                Memory action = new Memory(ACTION_BYTES);
                action.clear();
                if (CLibrary.ACTIONS.sigaction(signal, Pointer.NULL, action) == 0) {
                    actions.put(signal, action);
                }
            }
        }
    }

    /** Runs a command of Helm's. */
    public static <T> T of(Supplier<T> command) {
        try {
            return command.get();
        } finally {
            restoreSignals();
        }
    }

    /** Gives the signals back while a command is still running. */
    public static void restoreSignals() {
        BEFORE_HELM.actions.forEach((signal, action) -> {
            int _ = CLibrary.ACTIONS.sigaction(signal, action, Pointer.NULL);
        });
    }
}
