package dev.statelab.kube.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.HelmCommand;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
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

    private static final String SERVICE = "META-INF/services/com.marcnuri.helm.jni.NativeLibrary";
    private static final String OURS = "dev/statelab/kube/helm/native-library";

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
        keepSignals();
        load();
    }

    private void keepSignals() {
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

    /** Helm asks the thread's class loader for its library, so that one names ours. */
    private static void load() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(HelmCall.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return super.getResources(name.equals(SERVICE) ? OURS : name);
            }
        });
        try {
            HelmCommand<?> _ = Helm.version();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** False for a kind of machine that there is no Helm for; it would be looked for in the internet. */
    public static boolean isPossible() {
        return KeptLibrary.ofThisMachine().isPresent();
    }

    /** Makes Helm ready, which takes longer than to render a chart; calling it does so anyway. */
    public static void prepare() {
        restoreSignals();
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
