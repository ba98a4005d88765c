package org.signetmail.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * What the SMTP session said: who connected, how it greeted, the reverse-path, and the recipients (RFC 5321 §4.1.1).
 *
 * <pre>{@code
 * Envelope envelope = Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net");
 * }</pre>
 *
 * <p>Any text is taken, as a client may send any: what is not a domain name or a mailbox gives an outcome that says so.
 * Immutable and thread-safe.
 */
public final class Envelope {

    private final InetAddress clientIp;
    private final String helo;
    private final String mailFrom;
    private final List<String> recipients;

    private Envelope(InetAddress clientIp, String helo, String mailFrom, List<String> recipients) {
        this.clientIp = clientIp;
        this.helo = helo;
        this.mailFrom = mailFrom;
        this.recipients = recipients;
    }

    /**
     * The first step of an envelope: who connected.
     *
     * @param clientIp the address of the SMTP client; an IPv4-mapped IPv6 address is kept as the IPv4 address that it
     *     means, and a zone (RFC 4007 §11) is dropped
     * @return takes HELO and the reverse-path
     */
    public static Connection from(InetAddress clientIp) {
        return new Connection(withoutMappingOrScope(Objects.requireNonNull(clientIp, "clientIp")), "");
    }

    // RFC 4291 §2.5.5.2: ::ffff:a.b.c.d stands for a.b.c.d; InetAddress.getByAddress gives that as an Inet4Address. It
    // also drops the zone (RFC 4007 §11), which means something on this host only.
    private static InetAddress withoutMappingOrScope(InetAddress ip) {
        try {
            return InetAddress.getByAddress(ip.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv4 or IPv6 address: " + ip.getHostAddress(), e);
        }
    }

    /**
     * An {@link Envelope} in the making: a client that has connected and may have said HELO. Immutable and thread-safe.
     */
    public static final class Connection {

        private final InetAddress clientIp;
        private final String helo;

        private Connection(InetAddress clientIp, String helo) {
            this.clientIp = clientIp;
            this.helo = helo;
        }

        /**
         * How the client greeted; may be left out when it did not.
         *
         * @param argument of HELO or EHLO; empty when there was none
         * @return takes the reverse-path
         */
        public Connection helo(String argument) {
            return new Connection(clientIp, Objects.requireNonNull(argument, "helo"));
        }

        /**
         * The last step: the reverse-path.
         *
         * @param reversePath the argument of MAIL FROM, such as {@code bob@example.net}; empty for the null reverse-path.
         *     Angle brackets around it are taken off
         * @return the envelope, without recipients
         */
        public Envelope mailFrom(String reversePath) {
            return new Envelope(clientIp, helo, withoutBrackets(reversePath, "mailFrom"), List.of());
        }
    }

    /**
     * The same with those that the message is for. No check depends on them.
     *
     * @param forwardPaths the arguments of RCPT TO, in their order; angle brackets around one are taken off
     * @return a new envelope
     */
    public Envelope withRecipients(List<String> forwardPaths) {
        List<String> paths = Objects.requireNonNull(forwardPaths, "recipients").stream()
                .map(path -> withoutBrackets(path, "recipient"))
                .toList();
        return new Envelope(clientIp, helo, mailFrom, paths);
    }

    private static String withoutBrackets(String path, String what) {
        int last = Objects.requireNonNull(path, what).length() - 1;
        return last > 0 && path.charAt(0) == '<' && path.charAt(last) == '>' ? path.substring(1, last) : path;
    }

    /**
     * The address of the SMTP client.
     *
     * @return never an IPv4-mapped IPv6 address, never one with a zone
     */
    public InetAddress clientIp() {
        return clientIp;
    }

    /**
     * The argument of HELO or EHLO.
     *
     * @return empty when there was none
     */
    public String helo() {
        return helo;
    }

    /**
     * The reverse-path without its angle brackets.
     *
     * @return empty for the null reverse-path
     */
    public String mailFrom() {
        return mailFrom;
    }

    /**
     * Those that the message is for, without angle brackets.
     *
     * @return empty when they were not given
     */
    public List<String> recipients() {
        return recipients;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && clientIp.equals(that.clientIp)
                && helo.equals(that.helo)
                && mailFrom.equals(that.mailFrom)
                && recipients.equals(that.recipients);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clientIp, helo, mailFrom, recipients);
    }

    /**
     * Client, HELO and reverse-path, for a log.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return "client " + clientIp.getHostAddress() + ", HELO " + Ascii.printable(helo, 255) + ", MAIL FROM <"
                + Ascii.printable(mailFrom, 320) + ">";
    }
}
