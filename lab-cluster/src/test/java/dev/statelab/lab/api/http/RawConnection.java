package dev.statelab.lab.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** A TLS connection for bytes as they are. Closing it does not wait for the server to say goodbye. */
record RawConnection(Socket plain, OutputStream out, BufferedReader answers) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 120_000;
    private static final int BUFFER = 512;

    static RawConnection open(SSLSocketFactory tls, int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(PATIENCE_MILLIS);
        Socket secure = tls.createSocket(plain, "127.0.0.1", port, false);
        return new RawConnection(plain, secure.getOutputStream(),
                new BufferedReader(new InputStreamReader(secure.getInputStream(), UTF_8), BUFFER));
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawConnection send(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
