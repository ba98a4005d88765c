package org.signetmail.core.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.signetmail.core.internal.Ascii;

/**
 * Reads {@code 192.0.2.53}, {@code 192.0.2.53:5300}, {@code 2001:db8::53}, {@code [2001:db8::53]:5300}, and the same
 * with a host name.
 */
final class DnsServerAddress {

    private DnsServerAddress() {}

    /**
     * Reads the address of a server; a host name is looked up at once.
     *
     * @param text host, or host and port
     * @param defaultPort where the text has none
     * @return a resolved address
     * @throws IllegalArgumentException when it is not one
     */
    static InetSocketAddress parse(String text, int defaultPort) {
        int hostStart = 0;
        int hostEnd = text.length();
        int portStart = text.length();
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            hostStart = 1;
            hostEnd = text.indexOf(']');
            portStart = hostEnd + 1;
        } else if (colon >= 0 && colon == text.indexOf(':')) {
            hostEnd = colon;
            portStart = colon;
        }
        if (hostEnd <= hostStart || (portStart < text.length() && text.charAt(portStart) != ':')) {
            throw new IllegalArgumentException(
                    "servers: " + Ascii.printable(text, 300) + ", must be an address, or an address and a port");
        }
        int port = portStart < text.length() ? port(text, portStart + 1) : defaultPort;
        try {
            return new InetSocketAddress(InetAddress.getByName(text.substring(hostStart, hostEnd)), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("servers: no such host: " + Ascii.printable(text, 300), e);
        }
    }

    /**
     * Writes an address as {@link #parse} reads it, with the name that it was looked up by in front.
     *
     * @param address resolved
     * @return such as {@code 192.0.2.53:53}, {@code [2001:db8:0:0:0:0:0:53]:53} or {@code dns.example/192.0.2.53:53}
     */
    static String show(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        String host = address.getHostString();
        String shown = (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + address.getPort();
        return host.equals(ip) ? shown : host + "/" + shown;
    }

    private static int port(String text, int from) {
        try {
            int port = Integer.parseInt(text, from, text.length(), 10);
            if (port > 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "servers: " + Ascii.printable(text, 300)
                            + ", must have a port from 1 to 65535 behind its last colon",
                    e);
        }
        throw new IllegalArgumentException(
                "servers: " + Ascii.printable(text, 300) + ", must have a port from 1 to 65535 behind its last colon");
    }
}
