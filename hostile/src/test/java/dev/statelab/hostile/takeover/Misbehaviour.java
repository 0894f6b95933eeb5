package dev.statelab.hostile.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.hostile.server.HostileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** What an API server can do instead of answering a list. The namespace is there, so that it comes to lists. */
enum Misbehaviour implements HostileServer.Answers {

    ENDLESS_BODY {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON);
            endless(out, "{\"kind\":\"List\",\"items\":[{\"metadata\":{\"name\":\"a\"},\"data\":\"",
                    " ".repeat(65_536));
        }
    },
    ENDLESS_BODY_OF_WHAT_IS_SKIPPED {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON);
            endless(out, "{\"kind\":\"List\",\"other\":[", "[],".repeat(20_000));
        }
    },
    ENDLESS_FIELDS {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON);
            endless(out, "{\"items\":[{\"metadata\":{\"name\":\"a\"},\"data\":[", "[],{},".repeat(10_000));
        }
    },
    ENDLESS_OBJECTS {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON);
            out.write("{\"items\":[".getBytes(UTF_8));
            for (long i = 0;; i++) {
                out.write(("{\"metadata\":{\"name\":\"a" + i + "\"}},").getBytes(UTF_8));
            }
        }
    },
    ENDLESS_PAGES {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json",
                    "{\"kind\":\"List\",\"items\":[],\"metadata\":{\"continue\":\"more\",\"resourceVersion\":\"1\"}}");
        }
    },
    GZIP_BOMB {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON, "Content-Encoding: gzip");
            endless(new GZIPOutputStream(out), "{\"items\":[{\"metadata\":{\"name\":\"a\"},\"data\":\"",
                    " ".repeat(1_000_000));
        }
    },
    ENDLESS_HEADER {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            endless(out, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(65_536));
        }
    },
    ENDLESS_HEADERS {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            endless(out, "HTTP/1.1 200 OK\r\n", "X: x\r\n".repeat(10_000));
        }
    },
    ENDLESS_CONTINUE {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            endless(out, "", "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000));
        }
    },
    ENDLESS_CHUNK_EXTENSION {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 200, JSON, "Transfer-Encoding: chunked");
            endless(out, "1;", "x".repeat(65_536));
        }
    },
    ENDLESS_REFUSAL {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 500, JSON);
            endless(out, "{\"kind\":\"Status\",\"message\":\"", "a".repeat(65_536));
        }
    },
    ONE_BYTE_A_MINUTE {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException, InterruptedException {
            HostileServer.head(out, 200, JSON);
            do {
                out.write('{');
                out.flush();
            } while (!closed.await(1, TimeUnit.MINUTES));
        }
    },
    SILENCE {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws InterruptedException {
            closed.await();
        }
    },
    DEEP_NESTING {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json",
                    "{\"items\":[{\"metadata\":{\"name\":\"a\"},\"data\":" + "[".repeat(100_000) + "]".repeat(100_000)
                            + "}]}");
        }
    },
    DEEP_NESTING_OF_WHAT_IS_SKIPPED {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json",
                    "{\"other\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + ",\"items\":[]}");
        }
    },
    A_HUNDRED_THOUSAND_OBJECTS {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            StringBuilder items = new StringBuilder("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[");
            for (int i = 0; i < 100_000; i++) {
                items.append("{\"metadata\":{\"name\":\"a").append(i).append("\"}},");
            }
            HostileServer.plain(out, 200, "application/json", items + "{}]}");
        }
    },
    LONG_NUMBER {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json",
                    "{\"items\":[{\"metadata\":{\"name\":\"a\"},\"data\":" + "9".repeat(1_000_000) + "}]}");
        }
    },
    INVALID_JSON {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json", "{\"items\":[{\"metadata\":{]}");
        }
    },
    HALF_A_LIST {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json", "{\"items\":[{\"metadata\":{\"name\":\"a\"}}");
        }
    },
    NO_LIST {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json", "[1, 2, 3]");
        }
    },
    A_LIST_WITHOUT_OBJECTS {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json", "{\"items\":[1, \"two\", null, []]}");
        }
    },
    A_WEB_PAGE {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "text/html", "<html><script>alert(1)</script></html>");
        }
    },
    A_WRONG_CHARACTER_SET {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json; charset=no-such-set", "\0\uFFFF{\"items\":");
        }
    },
    NOTHING {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.plain(out, 200, "application/json", "");
        }
    },
    NO_HTTP {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            out.write("\0\1\2\u001b]0;title\u0007 SSH-2.0-OpenSSH\r\n".getBytes(UTF_8));
            out.flush();
        }
    },
    A_RESET {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            throw new IOException("ends the connection");
        }
    },
    A_REDIRECT_TO_ITSELF {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 302, "Location: /");
        }
    },
    RETRY_AT_ONCE_WITHOUT_END {
        @Override
        void list(OutputStream out, CountDownLatch closed) throws IOException {
            HostileServer.head(out, 503, "Retry-After: 0", "Content-Length: 0");
        }
    };

    private static final String JSON = "Content-Type: application/json";

    abstract void list(OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;

    @Override
    public void answer(String request, OutputStream out, CountDownLatch closed)
            throws IOException, InterruptedException {
        String path = request.split(" ", -1)[1];
        if (path.matches("/api/v1/namespaces/[^/?]+")) {
            HostileServer.plain(out, 200, "application/json",
                    "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"task-02\",\"uid\":\"u\"}}");
        } else if (path.equals("/version")) {
            HostileServer.plain(out, 200, "application/json", "{\"gitVersion\":\"v1.32.0\"}");
        } else {
            list(out, closed);
        }
    }

    private static void endless(OutputStream out, String start, String again) throws IOException {
        out.write(start.getBytes(UTF_8));
        byte[] bytes = again.getBytes(UTF_8);
        while (true) {
            out.write(bytes);
        }
    }
}
