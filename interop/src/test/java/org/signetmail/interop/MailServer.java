package org.signetmail.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on loopback that takes everything and keeps it. */
final class MailServer implements AutoCloseable {

    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private final SMTPServer server = SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .insertReceivedHeaders(false)
            .messageHandlerFactory(context -> new Transaction())
            .build();

    MailServer() {
        server.start();
    }

    static String host() {
        return "127.0.0.1";
    }

    int port() {
        return server.getPortAllocated();
    }

    /** The one message that came since the last time. */
    byte[] takeOne() {
        List<byte[]> taken = List.copyOf(messages);
        messages.clear();
        if (taken.size() != 1) {
            throw new IllegalStateException(taken.size() + " messages came");
        }
        return taken.get(0);
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Transaction implements MessageHandler {

        @Override
        public void from(String reversePath) {}

        @Override
        public void recipient(String forwardPath) {}

        @Override
        public String data(InputStream data) throws IOException {
            messages.add(data.readAllBytes());
            return "taken";
        }

        @Override
        public void done() {}
    }
}
