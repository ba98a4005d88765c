package org.signetmail.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.AuthenticationSession;
import org.signetmail.dmarc.EnvelopeCheck;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.SmtpAction;
import org.signetmail.dmarc.SmtpReply;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server that answers by the verdict: it refuses forged mail and mail whose author nobody can tell, defers what
 * could not be looked up, and delivers the rest with its verdicts on top. What it saw is counted for {@link DailyReports}.
 */
public final class InboundServer {

    private static final String HOST = "mx.example.org";
    private static final ResultsFilter FILTER = ResultsFilter.of(HOST);

    private InboundServer() {}

    /** Where accepted mail goes. */
    interface Inbox {
        /**
         * Takes a message.
         *
         * @param recipients the arguments of RCPT TO
         * @param octets the message with its verdicts on top
         * @param quarantined whether it belongs into a spam folder
         */
        void deliver(List<String> recipients, byte[] octets, boolean quarantined);
    }

    /**
     * Takes mail until it is stopped, and prints it: {@code InboundServer 2525}. One line about each message goes to the
     * log.
     *
     * @param args the port
     */
    public static void main(String[] args) {
        // One for the whole server: immutable and thread-safe.
        MailAuthenticator authenticator = MailAuthenticator.using(DnsJavaResolver.system());
        start(
                Integer.parseInt(args[0]),
                authenticator,
                MessageLimits.DEFAULT,
                AggregateReportBuilder.create(),
                System.err::println,
                (recipients, octets, quarantined) -> System.out.writeBytes(octets));
    }

    /** Listens on loopback. */
    static SMTPServer start(
            int port,
            MailAuthenticator authenticator,
            MessageLimits limits,
            AggregateReportBuilder reports,
            Consumer<String> log,
            Inbox inbox) {
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName(HOST)
                .messageHandlerFactory(context -> new Transaction(context, authenticator, limits, reports, log, inbox))
                .build();
        server.start();
        return server;
    }

    /** From MAIL FROM to the end of the data. */
    private static final class Transaction implements MessageHandler {

        private final MessageContext context;
        private final MailAuthenticator authenticator;
        private final MessageLimits limits;
        private final AggregateReportBuilder reports;
        private final Consumer<String> log;
        private final Inbox inbox;
        private @Nullable EnvelopeCheck check;

        Transaction(
                MessageContext context,
                MailAuthenticator authenticator,
                MessageLimits limits,
                AggregateReportBuilder reports,
                Consumer<String> log,
                Inbox inbox) {
            this.context = context;
            this.authenticator = authenticator;
            this.limits = limits;
            this.reports = reports;
            this.log = log;
            this.inbox = inbox;
        }

        @Override
        public void from(String reversePath) throws RejectException {
            InetAddress client = ((InetSocketAddress) context.getRemoteAddress()).getAddress();
            Envelope envelope =
                    Envelope.from(client).helo(context.getHelo().orElse("")).mailFrom(reversePath);
            // SPF is on its way from here on.
            EnvelopeCheck opened = authenticator.open(envelope);
            // Nothing, unless the policy enforces SPF at MAIL.
            Optional<SmtpReply> refused = opened.mailReply();
            if (refused.isPresent()) {
                log.accept(envelope + ", " + refused.get());
                throw rejection(refused.get());
            }
            check = opened;
        }

        @Override
        public void recipient(String forwardPath) {
            transaction().recipient(forwardPath);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            // example: subetha
            Message message = Message.read(data, LineEnds.AS_IS, limits);
            // What is over the limit must not be left there to be taken for commands.
            data.transferTo(OutputStream.nullOutputStream());

            AuthenticationSession session = transaction().begin(message);
            message.writeBodyTo(session::body);
            Authentication result = session.finish();
            log.accept(result.summary());
            // Also what is refused. A server that queues has an id already.
            reports.add(result, HOST + "-" + UUID.randomUUID(), Instant.now());

            SmtpReply reply = result.reply();
            if (reply.action() == SmtpAction.REFUSE || reply.action() == SmtpAction.DEFER) {
                throw rejection(reply);
            }
            ByteArrayOutputStream delivered = new ByteArrayOutputStream();
            result.toAuthenticationResults(HOST).writeTo(delivered);
            // A sender may have put in such a field in our name.
            FILTER.clean(message).writeTo(delivered::write);
            boolean quarantined = reply.action() == SmtpAction.QUARANTINE;
            inbox.deliver(result.envelope().recipients(), delivered.toByteArray(), quarantined);
            return reply.enhancedCode() + " " + reply.text();
            // end
        }

        private EnvelopeCheck transaction() {
            return Objects.requireNonNull(check, "the server calls from() first");
        }

        private static RejectException rejection(SmtpReply reply) {
            return new RejectException(reply.code(), reply.enhancedCode() + " " + reply.text());
        }

        @Override
        public void done() {
            // A check that was not finished needs no closing.
        }
    }
}
