package dev.statelab.lab.container;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network of one pod: its host name, its address, and the ports that its processes listen on. A port is real, but
 * behind another number on this machine's loopback, so that a thousand pods can all have their port 5000.
 */
public final class PodNetwork {

    private final String hostname;
    private final String podIp;
    private final Names names;
    private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

    /**
     * @param hostname what {@code hostname} prints
     * @param podIp the address in the pod's status
     * @param names how names resolve inside the pod
     */
    public PodNetwork(String hostname, String podIp, Names names) {
        this.hostname = hostname;
        this.podIp = podIp;
        this.names = names;
    }

    /**
     * A port of the pod.
     *
     * @param address where it really is
     * @param loopbackOnly whether the process bound 127.0.0.1, so that only the pod's own processes reach it
     */
    public record Listener(InetSocketAddress address, boolean loopbackOnly) {}

    /** How a name, or another pod's address, and a port are reached from inside the pod. */
    @FunctionalInterface
    public interface Names {
        Optional<InetSocketAddress> resolve(String host, int port);

        /** The cluster's addresses that DNS has for a name, as {@code nslookup} prints them; empty for no such name. */
        default List<String> addresses(String host) {
            return List.of();
        }
    }

    public String hostname() {
        return hostname;
    }

    public String podIp() {
        return podIp;
    }

    public Names names() {
        return names;
    }

    /**
     * Claims a port for a process.
     *
     * @return false when another process of the pod has it: {@code address already in use}
     */
    public boolean listen(int port, Listener listener) {
        return listeners.putIfAbsent(port, listener) == null;
    }

    public void release(int port) {
        listeners.remove(port);
    }

    /** Where a port is for processes of the same pod. */
    public Optional<InetSocketAddress> fromInside(int port) {
        return Optional.ofNullable(listeners.get(port)).map(Listener::address);
    }

    /** Where a port is for everyone else. */
    public Optional<InetSocketAddress> fromOutside(int port) {
        return Optional.ofNullable(listeners.get(port))
                .filter(listener -> !listener.loopbackOnly())
                .map(Listener::address);
    }
}
