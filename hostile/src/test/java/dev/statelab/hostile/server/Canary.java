package dev.statelab.hostile.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A port on this machine to which nobody should connect. The operating system keeps a connection until it is asked for, so
 * that none is missed.
 */
public record Canary(ServerSocketChannel socket) implements AutoCloseable {

    public static Canary open() throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.configureBlocking(false);
        return new Canary(socket);
    }

    public int port() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    /** Whether somebody has connected since it was asked last. */
    public boolean wasConnectedTo() throws IOException {
        try (SocketChannel connection = socket.accept()) {
            return connection != null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
