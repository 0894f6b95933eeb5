package dev.statelab.lab.container;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network of one pod: its host name, its address, and the ports that its processes listen on. A port is real, but
 * behind another number on this machine's loopback, so that a thousand pods can all have their port 5000.
 */
public final class PodNetwork {

    private final Identity identity;
    private final String podIp;
    private final Names names;
    private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

    /** A pod that is in no service's domain, and has no host aliases. */
    public PodNetwork(String hostname, String podIp, Names names) {
        this(new Identity(hostname, "", ResolvConf.empty(), Map.of()), podIp, names);
    }

    /**
     * @param podIp the address in the pod's status
     * @param names how names resolve inside the pod
     */
    public PodNetwork(Identity identity, String podIp, Names names) {
        this.identity = identity;
        this.podIp = podIp;
        this.names = names;
    }

    /**
     * What a pod is called, and what its {@code /etc} says of others.
     *
     * @param hostname what {@code hostname} prints
     * @param domain what follows the host name in the pod's full name; empty for none
     * @param resolver whom it asks for names
     * @param aliases further addresses by name, as in {@code /etc/hosts}
     */
    public record Identity(String hostname, String domain, ResolvConf resolver, Map<String, String> aliases) {

        public Identity {
            aliases = Map.copyOf(aliases);
        }
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

        /** What the cluster's DNS says to a name, which the search domains may complete. */
        default Optional<Answer> lookup(String host) {
            return Optional.empty();
        }

        /** The SRV records of a name, which the search domains may complete. */
        default List<ServiceRecord> services(String name) {
            return List.of();
        }
    }

    /**
     * A port of what is behind a service, as DNS tells it.
     *
     * @param name that was asked for, in full
     * @param weight of 100, which all ports of the name share
     * @param target the name of a pod, or of the service itself
     */
    public record ServiceRecord(String name, int weight, int port, String target) {}

    /**
     * An answer of DNS.
     *
     * @param name the name in full
     * @param canonical what the name stands for; the name itself unless it is an alias
     * @param addresses none where an alias leads nowhere
     */
    public record Answer(String name, String canonical, List<String> addresses) {

        public Answer {
            addresses = List.copyOf(addresses);
        }
    }

    public Identity identity() {
        return identity;
    }

    public String hostname() {
        return identity.hostname();
    }

    public String podIp() {
        return podIp;
    }

    public Names names() {
        return names;
    }

    /** The addresses in {@code /etc/hosts} by name. */
    public SequencedMap<String, String> hosts() {
        SequencedMap<String, String> hosts = new LinkedHashMap<>();
        hosts.put("localhost", "127.0.0.1");
        if (!identity.domain().isEmpty()) {
            hosts.put(identity.hostname() + "." + identity.domain(), podIp);
        }
        hosts.put(identity.hostname(), podIp);
        identity.aliases().forEach(hosts::putIfAbsent);
        return hosts;
    }

    /** The addresses of a host: what {@code /etc/hosts} says, or else DNS. An address stands for itself. */
    public List<String> addresses(String host) {
        if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return List.of(host);
        }
        String known = hosts().get(host);
        return known == null ? names.lookup(host).map(Answer::addresses).orElseGet(List::of) : List.of(known);
    }

    /** Where a process of the pod gets when it connects to a host's port; empty where nobody listens. */
    public Optional<InetSocketAddress> reach(String host, int port) {
        String address = hosts().getOrDefault(host, host);
        if (address.startsWith("127.") || address.equals("0.0.0.0")) {
            return fromInside(port);
        }
        return address.equals(podIp) ? fromOutside(port) : names.resolve(address, port);
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
