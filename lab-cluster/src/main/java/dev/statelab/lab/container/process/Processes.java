package dev.statelab.lab.container.process;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.files.ContainerFileSystem;
import dev.statelab.lab.container.files.Mounts;
import dev.statelab.lab.time.LabClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The processes of one container. When the first one ends, all others are killed. */
public final class Processes {

    private final Environment environment;
    private final Memory memory;
    private final AtomicInteger pids = new AtomicInteger();
    private final Map<Integer, ContainerProcess> running = new ConcurrentSkipListMap<>();
    private volatile boolean ended;
    private volatile boolean outOfMemory;

    public Processes(Environment environment) {
        this.environment = environment;
        this.memory = new Memory(environment.memoryLimitBytes());
    }

    /**
     * What the processes of a container share.
     *
     * @param memoryLimitBytes 0 for none
     */
    public record Environment(
            Mounts mounts,
            UserIds user,
            PodNetwork network,
            LabClock clock,
            Executables executables,
            long memoryLimitBytes) {}

    Environment environment() {
        return environment;
    }

    /** The cluster's time. */
    public LabClock clock() {
        return environment.clock();
    }

    Memory memory() {
        return memory;
    }

    /** Finds a command as the container's user. */
    public Lookup find(String command, String searchPath, String directory) {
        try (ContainerFileSystem files = new ContainerFileSystem(environment.mounts(), environment.user())) {
            Path from = files.getPath(directory);
            return environment.executables().find(files, command, searchPath, from);
        }
    }

    /** Starts a process; once the container has ended, the process is killed before it does anything. */
    public Child start(Launch launch) {
        int pid = pids.incrementAndGet();
        return start(new ContainerProcess(this, pid, pid, launch));
    }

    /** Starts a process in a terminal, whose signals it and its children get. */
    public Child start(Launch launch, Terminal terminal) {
        int pid = pids.incrementAndGet();
        terminal.control(signal -> running.values().stream().filter(process -> process.session() == pid)
                .forEach(process -> process.signal(signal)));
        return start(new ContainerProcess(this, pid, pid, launch));
    }

    /** @param parent whose session the child stays in */
    Child startChild(Launch launch, ContainerProcess parent) {
        return start(new ContainerProcess(this, pids.incrementAndGet(), parent.session(), launch));
    }

    private Child start(ContainerProcess process) {
        running.put(process.pid(), process);
        if (ended) {
            process.end(Signal.KILL.exitCode());
        } else {
            process.begin();
        }
        return process;
    }

    /** Whether the container was killed for want of memory. */
    public boolean outOfMemory() {
        return outOfMemory;
    }

    /** Whether none of the processes is doing anything. */
    public boolean isIdle() {
        return running.values().stream().allMatch(ContainerProcess::isIdle);
    }

    /** Kills every process; their exits have completed when this returns. */
    public void kill() {
        ended = true;
        running.values().forEach(process -> process.signal(Signal.KILL));
    }

    /**
     * Waits for the threads of processes that have ended: a program that does not care for interrupts may be slow.
     *
     * @param patience real time, for each process
     */
    public void join(Duration patience) throws InterruptedException {
        for (ContainerProcess process : List.copyOf(running.values())) {
            process.join(patience);
        }
    }

    List<Child> list() {
        return List.copyOf(running.values());
    }

    void outOfMemory(ContainerProcess culprit) {
        outOfMemory = true;
        kill();
        culprit.checkAlive();
    }

    /** The process holds nothing any more, but its thread may still be on its way out. */
    void ended(ContainerProcess process) {
        if (process.pid() == 1) {
            kill();
        }
    }

    void gone(ContainerProcess process) {
        running.remove(process.pid());
    }
}
