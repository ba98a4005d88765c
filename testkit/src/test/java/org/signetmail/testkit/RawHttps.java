package org.signetmail.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers HTTP requests over TLS with whatever octets a test makes of them. */
final class RawHttps implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<byte[]> queries = new CopyOnWriteArrayList<>();

    /**
     * Starts at once.
     *
     * @param answers makes a response of a body; null to hang up, empty to say nothing
     */
    RawHttps(Function<byte[], byte[]> answers) {
        try {
            socket = ServerTls.listen(InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> {
            while (true) {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                start(() -> serve(connection, answers));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Closed.
                    }
                },
                "raw-https-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket connection, Function<byte[], byte[]> answers) throws IOException {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            while (true) {
                String head = head(in);
                byte[] query = in.readNBytes(length(head));
                heads.add(head);
                queries.add(query);
                byte[] response = answers.apply(query);
                if (response == null) {
                    return;
                }
                out.write(response);
                out.flush();
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed");
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }

    /** A response with a body whose length may be said to be another one. */
    static byte[] response(String statusAndFields, int length, byte[] body) {
        byte[] head = ("HTTP/1.1 " + statusAndFields + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head);
        response.writeBytes(body);
        return response.toByteArray();
    }

    String address() {
        return "https://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The request lines and fields. */
    List<String> heads() {
        return heads;
    }

    List<byte[]> queries() {
        return queries;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
