package dev.statelab.lab.container.process;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.time.LabClock;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a program finds around itself when it runs, and may ask of the system. When the process ends, or is killed,
 * everything that it got from here is closed before anybody learns that it ended: no file, socket or stream sees a late
 * write.
 */
public interface Surroundings {

    /** What the program was called as, such as {@code ls}. */
    String name();

    /** Without the name. */
    List<String> arguments();

    Map<String, String> environment();

    /** The container's files, as the process' user may use them. */
    FileSystem files();

    /** Absolute. */
    Path workingDirectory();

    UserIds user();

    InputStream in();

    /** Buffered by line. */
    PrintStream out();

    PrintStream err();

    PodNetwork network();

    /** The cluster's time. */
    LabClock clock();

    int pid();

    /**
     * Claims a port of the pod for the process, until it ends.
     *
     * @param address where the port really is
     * @param loopbackOnly whether only the pod's own processes may reach it
     * @return false when another process of the pod has it
     */
    boolean listen(int port, InetSocketAddress address, boolean loopbackOnly);

    /** Closes something when the process ends, however it does. */
    void closeAtEnd(AutoCloseable resource);

    /** Runs this, on a thread of its own, at each of the signals instead of ending; KILL cannot be handled. */
    void onSignal(Signal signal, Runnable handler);

    /** Handlers are forgotten: the signal ends the process again. */
    void resetSignal(Signal signal);

    /**
     * Takes memory. Over the container's limit, the container is killed: this does not return.
     *
     * @param bytes more than before
     */
    void allocate(long bytes);

    /**
     * Finds what a command's name means: a path when it has a slash, else a program on {@code PATH}.
     *
     * @param directory where a relative path starts
     */
    Lookup find(String command, String searchPath, Path directory);

    /** Starts another process in the container. */
    Child start(Launch launch);

    /**
     * Runs another program in place of the present one, in the same process, and returns its exit code, which the
     * present one is to return.
     */
    int become(Launch next) throws Exception;

    /** The processes of the container, by number. */
    List<Child> processes();

    /** Returns unless the process has been killed; a program that computes for long calls it now and then. */
    void checkAlive();
}
