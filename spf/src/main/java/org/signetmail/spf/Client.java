package org.signetmail.spf;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.DomainName;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Mechanism;

/**
 * {@code <ip>}, {@code <sender>} and the HELO name, which are the same in all records of a check (RFC 7208 §5.2, §6.1).
 *
 * @param ip the address of the client
 * @param localPart what stands before the last {@code @} of the sender, or {@code postmaster}; one char an octet
 * @param domain the domain of the sender
 * @param helo the HELO name as it was given; one char an octet
 */
record Client(IpAddress ip, String localPart, DomainName domain, String helo) {

    static Client of(IpAddress ip, String localPart, DomainName domain, String helo) {
        // RFC 7208 §4.3: "If the <sender> has no local-part, substitute the string "postmaster"".
        return new Client(ip, localPart.isEmpty() ? "postmaster" : octets(localPart), domain, octets(helo));
    }

    /** RFC 6532 §3.1: what is not ASCII in an address is UTF-8. */
    private static String octets(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** RFC 7208 §5.6. */
    boolean isIn(Mechanism.Ip4 network) {
        return ip.isIn(network.bits(), network.prefixLength());
    }

    /** RFC 7208 §5.6. */
    boolean isIn(Mechanism.Ip6 network) {
        return ip.isIn(network.high(), network.low(), network.prefixLength());
    }

    boolean hasAsciiLocalPart() {
        return isAscii(localPart);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
