package org.signetmail.dkim.jakarta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.signetmail.core.Message;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on loopback that takes everything and keeps it. */
final class SmtpSink implements AutoCloseable {

    /** What came in one transaction. */
    record Delivery(String from, List<String> recipients, Message message) {

        byte[] octets() {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.writeTo(octets::write);
            return octets.toByteArray();
        }
    }

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final SMTPServer server = SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .insertReceivedHeaders(false)
            .messageHandlerFactory(context -> new Transaction())
            .build();

    SmtpSink() {
        server.start();
    }

    String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Delivery> takeAll() {
        List<Delivery> taken = List.copyOf(deliveries);
        deliveries.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Transaction implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();
        private String from = "";

        @Override
        public void from(String reversePath) {
            from = reversePath;
        }

        @Override
        public void recipient(String forwardPath) {
            recipients.add(forwardPath);
        }

        @Override
        public String data(InputStream data) throws IOException {
            deliveries.add(new Delivery(from, List.copyOf(recipients), Message.of(data.readAllBytes())));
            return "taken";
        }

        @Override
        public void done() {}
    }
}
