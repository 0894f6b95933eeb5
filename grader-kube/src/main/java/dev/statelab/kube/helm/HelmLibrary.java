package dev.statelab.kube.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.HelmCommand;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;

/** Loads Helm's library into this process. */
public final class HelmLibrary {

    /** Names the library for a kind of machine, in the jar that has it. */
    static final String SERVICE = "META-INF/services/com.marcnuri.helm.jni.NativeLibrary";
    private static final String OURS = "dev/statelab/kube/helm/native-library";

    private HelmLibrary() {}

    /** Takes longer than to render a chart. Helm asks the thread's class loader for its library, so that one names ours. */
    public static void load() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(HelmLibrary.class.getClassLoader()) {
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
}
