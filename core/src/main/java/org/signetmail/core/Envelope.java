package org.signetmail.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * What the SMTP session said: who connected, how it greeted, and the reverse-path (RFC 5321 §4.1.1).
 *
 * <p>Any text is taken, as a client may send any: what is not a domain name or a mailbox gives an outcome that says so.
 * Immutable and thread-safe.
 *
 * @param clientIp the address of the SMTP client; an IPv4-mapped IPv6 address is kept as the IPv4 address that it means
 * @param helo the argument of HELO or EHLO; empty when there was none
 * @param mailFrom the reverse-path without its angle brackets, such as {@code bob@example.net}; empty for the null
 *     reverse-path. Brackets are taken off when given
 */
public record Envelope(InetAddress clientIp, String helo, String mailFrom) {

    /**
     * Normalizes the address and the reverse-path.
     *
     * @param clientIp the address of the SMTP client
     * @param helo the argument of HELO or EHLO
     * @param mailFrom the reverse-path
     */
    public Envelope {
        clientIp = withoutMappingOrScope(clientIp);
        Objects.requireNonNull(helo, "helo");
        int last = mailFrom.length() - 1;
        if (last > 0 && mailFrom.charAt(0) == '<' && mailFrom.charAt(last) == '>') {
            mailFrom = mailFrom.substring(1, last);
        }
    }

    // RFC 4291 §2.5.5.2: ::ffff:a.b.c.d stands for a.b.c.d; InetAddress.getByAddress gives that as an Inet4Address. It
    // also drops the zone (RFC 4007 §11), which means something on this host only.
    private static InetAddress withoutMappingOrScope(InetAddress ip) {
        try {
            return InetAddress.getByAddress(ip.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv4 or IPv6 address: " + ip, e);
        }
    }
}
