package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.MessageProblem;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;

/** How much of a message is taken. Beyond each, nothing passes and the default reply refuses. */
final class MessageBounds {

    private static final MessageLimits LIMITS = MessageLimits.DEFAULT;

    /** Low, so that no test needs 64 MiB twice. */
    private static final MessageLimits SMALL = LIMITS.withMessageOctets(1000);

    private static final String FROM = "From: bob@example.net\r\n";

    /** SPF passes and is aligned, so that nothing but the bound is in the way. */
    private static final FakeDns DNS = FakeDns.zone("""
            example.net         TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.net  TXT  "v=DMARC1; p=reject"
            """);

    /** 192.0.2.1. */
    static final InetAddress CLIENT = client();

    private MessageBounds() {}

    private static InetAddress client() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static List<Bound> all() {
        return List.of(
                Bound.run(
                        "MessageLimits.headerOctets",
                        number(LIMITS.headerOctets()) + " octets",
                        "the header section, without the last line end and the empty line",
                        () -> answer(Message.of(header(LIMITS.headerOctets()))),
                        () -> answer(Message.of(header(LIMITS.headerOctets() + 1)))),
                Bound.run(
                        "MessageLimits.fieldOctets",
                        number(LIMITS.fieldOctets()) + " octets",
                        "one header field, its folding included and its line end not",
                        () -> answer(Message.of(field(LIMITS.fieldOctets()))),
                        () -> answer(Message.of(field(LIMITS.fieldOctets() + 1)))),
                Bound.run(
                        "MessageLimits.fields",
                        number(LIMITS.fields()),
                        "header fields",
                        () -> answer(Message.of(octets(FROM + "X: y\r\n".repeat(LIMITS.fields() - 1) + "\r\n"))),
                        () -> answer(Message.of(octets(FROM + "X: y\r\n".repeat(LIMITS.fields()) + "\r\n")))),
                Bound.run(
                        "MessageLimits.messageOctets",
                        number(LIMITS.messageOctets()) + " octets",
                        "a message that `Message.read` reads as a whole; larger ones are for the streaming calls",
                        () -> answer(read(SMALL.messageOctets())),
                        () -> answer(read(SMALL.messageOctets() + 1))));
    }

    private static byte[] header(int octets) {
        // Lines of 998, so that no field is too long.
        String line = "X: " + "y".repeat(993) + "\r\n";
        int left = octets + 2 - FROM.length();
        String lines = line.repeat(left / line.length() - 1);
        left -= lines.length();
        return octets(FROM + lines + "X: " + "y".repeat(left - 5) + "\r\n\r\n");
    }

    private static byte[] field(int octets) {
        String line = "\r\n " + "y".repeat(995);
        StringBuilder field = new StringBuilder("X:").append(line.repeat((octets - 4) / line.length()));
        field.append(" ".repeat(octets - field.length())).append("\r\n");
        return octets(FROM + field + "\r\n");
    }

    private static Message read(int octets) {
        byte[] message = octets(FROM + "\r\n" + "y".repeat(octets - FROM.length() - 2));
        try {
            return Message.read(new ByteArrayInputStream(message), LineEnds.AS_IS, SMALL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Message message) {
        Authentication result = MailAuthenticator.using(DNS)
                .authenticate(
                        message, Envelope.from(CLIENT).helo("mail.example.net").mailFrom("bob@example.net"));
        return result.messageProblem().map(MessageProblem::code).orElse("no problem") + ", dmarc="
                + result.dmarc().result().keyword() + ", reply "
                + result.reply().code() + " "
                + result.reply().enhancedCode();
    }

    static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
