package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.PodNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.SocketFactory;

/** Sockets that lead from the node into the lab: to a pod's port, wherever it really is. */
final class PodSockets extends SocketFactory {

    private final PodNetwork network;

    PodSockets(PodNetwork network) {
        this.network = network;
    }

    /** Where a host and a port really are, seen from the node on which the pod runs. */
    static Optional<InetSocketAddress> address(PodNetwork network, String host, int port) {
        return host.equals(network.podIp()) ? network.fromOutside(port) : network.names().resolve(host, port);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {

            @Override
            public void connect(SocketAddress wanted, int timeout) throws IOException {
                var target = (InetSocketAddress) wanted;
                var real = address(network, target.getHostString(), target.getPort());
                super.connect(real.orElseThrow(() -> new ConnectException("connection refused")), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        var socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }
}
