package dev.statelab.lab.container.process;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.files.ContainerFileSystem;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One process: a program on a virtual thread, and what the program holds. */
final class ContainerProcess implements Surroundings, Child {

    private static final int CODE_BITS = 0xff;

    private final Processes processes;
    private final int pid;
    private final int session;
    private final Launch first;
    private final ContainerFileSystem files;
    private final Resources resources = new Resources();
    private final Map<Signal, Runnable> handlers = new ConcurrentHashMap<>();
    private final AtomicLong allocated = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;
    private volatile Launch launch;
    private volatile PrintStream out;
    private volatile PrintStream err;

    /** @param session the number of the process that its terminal was given to */
    ContainerProcess(Processes processes, int pid, int session, Launch launch) {
        this.processes = processes;
        this.pid = pid;
        this.session = session;
        this.first = launch;
        this.launch = launch;
        this.files = new ContainerFileSystem(processes.environment().mounts(), processes.environment().user());
        this.out = printer(launch.out());
        this.err = printer(launch.err());
        this.thread = Thread.ofVirtual().name("container-" + launch.name() + "-" + pid).unstarted(this::run);
    }

    private PrintStream printer(OutputStream target) {
        return new PrintStream(new ProcessOutput(this, target), true, StandardCharsets.UTF_8);
    }

    @Override
    public int become(Launch next) throws Exception {
        handlers.clear();
        launch = next;
        out = printer(next.out());
        err = printer(next.err());
        return next.program().run(this);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        int code;
        try {
            code = launch.program().run(this) & CODE_BITS;
            out.flush();
        } catch (ProcessEndedException e) {
            code = Signal.KILL.exitCode();
        } catch (Throwable e) {
            code = panicked(e);
        }
        end(code);
        processes.gone(this);
    }

    /** As the JVM does with an exception that nobody catches. */
    private int panicked(Throwable e) {
        if (!ended.get()) {
            try {
                err.print("Exception in thread \"main\" ");
                e.printStackTrace(err);
            } catch (ProcessEndedException _) {
                return Signal.KILL.exitCode();
            }
        }
        return 1;
    }

    /** Closes what the process holds, then tells that it ended. The first call counts. */
    void end(int code) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        files.close();
        resources.close();
        processes.memory().give(allocated.get());
        try {
            first.out().close();
            first.err().close();
            first.in().close();
        } catch (IOException _) {
            // A stream of a dead process cannot be of interest to anyone.
        }
        processes.ended(this);
        if (!thread.isAlive()) {
            processes.gone(this);
        }
        exit.complete(code);
    }

    /** Whether it runs, and waits. */
    boolean isIdle() {
        Thread.State state = thread.getState();
        return !ended.get() && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    void join(Duration patience) throws InterruptedException {
        if (thread.getState() != Thread.State.NEW) {
            thread.join(patience);
        }
    }

    @Override
    public void signal(Signal signal) {
        if (ended.get()) {
            return;
        }
        Runnable handler = handlers.get(signal);
        if (handler != null && signal != Signal.KILL) {
            Thread.ofVirtual().name("container-signal-" + pid).start(handler);
        } else if (signal == Signal.KILL || pid != 1 || launch.program().endsOnTerminateAsFirst()) {
            end(signal.exitCode());
            thread.interrupt();
        }
    }

    @Override
    public void checkAlive() {
        if (ended.get()) {
            throw new ProcessEndedException(pid);
        }
    }

    @Override
    public void allocate(long bytes) {
        checkAlive();
        allocated.addAndGet(bytes);
        if (!processes.memory().take(bytes)) {
            processes.outOfMemory(this);
        }
    }

    @Override
    public boolean listen(int port, InetSocketAddress address, boolean loopbackOnly) {
        PodNetwork network = network();
        if (!network.listen(port, new PodNetwork.Listener(address, loopbackOnly))) {
            return false;
        }
        closeAtEnd(() -> network.release(port));
        return true;
    }

    @Override
    public void closeAtEnd(AutoCloseable resource) {
        resources.add(resource);
    }

    @Override
    public void onSignal(Signal signal, Runnable handler) {
        handlers.put(signal, handler);
    }

    @Override
    public void resetSignal(Signal signal) {
        handlers.remove(signal);
    }

    @Override
    public Lookup find(String command, String searchPath, Path directory) {
        return processes.environment().executables().find(files, command, searchPath, directory);
    }

    @Override
    public Child start(Launch child) {
        checkAlive();
        return processes.startChild(child, this);
    }

    @Override
    public List<Child> processes() {
        return processes.list();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    public int pid() {
        return pid;
    }

    int session() {
        return session;
    }

    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public String commandLine() {
        return launch.arguments().isEmpty()
                ? launch.name()
                : launch.name() + " " + String.join(" ", launch.arguments());
    }

    @Override
    public List<String> arguments() {
        return launch.arguments();
    }

    @Override
    public Map<String, String> environment() {
        return launch.environment();
    }

    @Override
    public ContainerFileSystem files() {
        return files;
    }

    @Override
    public Path workingDirectory() {
        return files.getPath(launch.workingDirectory());
    }

    @Override
    public UserIds user() {
        return processes.environment().user();
    }

    @Override
    public InputStream in() {
        return launch.in();
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public PrintStream err() {
        return err;
    }

    @Override
    public PodNetwork network() {
        return processes.environment().network();
    }

    @Override
    public LabClock clock() {
        return processes.environment().clock();
    }
}
