package org.signetmail.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.MailAuthenticator;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that refuses forged mail, and delivers the rest with its verdicts on top. */
public final class InboundServer {

    private static final String HOST = "mx.example.org";
    private static final ResultsFilter FILTER = ResultsFilter.of(HOST);

    private InboundServer() {}

    /**
     * Takes mail until it is stopped, and prints it: {@code InboundServer 2525}.
     *
     * @param args the port
     */
    public static void main(String[] args) {
        // One for the whole server: immutable and thread-safe.
        MailAuthenticator authenticator = MailAuthenticator.using(DnsJavaResolver.system());
        start(Integer.parseInt(args[0]), authenticator, (recipients, octets) -> System.out.writeBytes(octets));
    }

    /** Listens on loopback; what is accepted goes to the inbox, with its recipients. */
    static SMTPServer start(int port, MailAuthenticator authenticator, BiConsumer<List<String>, byte[]> inbox) {
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName(HOST)
                .messageHandlerFactory(context -> new Transaction(context, authenticator, inbox))
                .build();
        server.start();
        return server;
    }

    /** From MAIL FROM to the end of the data. */
    private static final class Transaction implements MessageHandler {

        private final MessageContext context;
        private final MailAuthenticator authenticator;
        private final BiConsumer<List<String>, byte[]> inbox;
        private final List<String> recipients = new ArrayList<>();
        private String mailFrom = "";

        Transaction(MessageContext context, MailAuthenticator authenticator, BiConsumer<List<String>, byte[]> inbox) {
            this.context = context;
            this.authenticator = authenticator;
            this.inbox = inbox;
        }

        @Override
        public void from(String reversePath) {
            mailFrom = reversePath;
        }

        @Override
        public void recipient(String forwardPath) {
            recipients.add(forwardPath);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            Message message = Message.read(data, LineEnds.AS_IS, MessageLimits.DEFAULT);
            InetAddress client = ((InetSocketAddress) context.getRemoteAddress()).getAddress();
            Envelope envelope =
                    Envelope.from(client).helo(context.getHelo().orElse("")).mailFrom(mailFrom);
            Authentication result = authenticator.authenticate(message, envelope);
            // A message over the limits was not read whole.
            if (message.problem().isPresent() || result.dmarc().disposition() == Disposition.REJECT) {
                throw new RejectException(550, "5.7.1 " + result.dmarc().reason());
            }
            ByteArrayOutputStream delivered = new ByteArrayOutputStream();
            delivered.writeBytes(result.toAuthenticationResults(HOST).toField().getBytes(StandardCharsets.UTF_8));
            // A sender may have put in such a field in our name.
            FILTER.clean(message).writeTo(delivered::write);
            inbox.accept(recipients, delivered.toByteArray());
            return "2.6.0 delivered";
        }

        @Override
        public void done() {}
    }
}
