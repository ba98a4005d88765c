package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server on loopback that announces what it is told to and keeps what clients say, word for word. */
final class SmtpConversation implements AutoCloseable {

    private static final String REFUSED = "refused@";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> extensions;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();

    SmtpConversation(String... extensions) throws IOException {
        this.extensions = List.of(extensions);
        Thread thread = new Thread(this::accept, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The commands since the last time, less the greeting and the farewell. */
    List<String> takeCommands() {
        List<String> taken = commands.stream()
                .filter(line -> !line.startsWith("EHLO") && !line.equals("QUIT") && !line.equals("RSET"))
                .toList();
        commands.clear();
        return taken;
    }

    List<byte[]> takeMessages() {
        List<byte[]> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    private void accept() {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    serve(new BufferedInputStream(client.getInputStream()), client.getOutputStream());
                }
            }
        } catch (IOException e) {
            // Closed; or a client that hung up, and then the next test says so.
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        say(out, "220 ready");
        for (String line = line(in); line != null; line = line(in)) {
            commands.add(line);
            if (line.startsWith("EHLO")) {
                for (String extension : extensions) {
                    say(out, "250-" + extension);
                }
                say(out, "250 HELP");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                messages.add(data(in));
                say(out, "250 taken");
            } else if (line.startsWith("AUTH")) {
                say(out, "235 welcome");
            } else if (line.contains(REFUSED)) {
                say(out, "550 not here");
            } else if (line.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 fine");
            }
        }
    }

    private static byte[] data(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
            message.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(ISO_8859_1));
            message.writeBytes(new byte[] {'\r', '\n'});
        }
        return message.toByteArray();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** Up to CRLF; null when the client has hung up. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.append((char) octet);
            if (octet == '\n' && line.length() > 1 && line.charAt(line.length() - 2) == '\r') {
                return line.substring(0, line.length() - 2);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
