package org.signetmail.core.dns;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * A DNS server, and how it is talked to.
 *
 * <p>Immutable and thread-safe.
 */
public final class DnsEndpoint {

    private static final String TLS = "tls://";
    private static final String PIN = "sha256=";
    private static final int DNS_PORT = 53;

    /** RFC 7858 §3.1. */
    private static final int TLS_PORT = 853;

    private static final int SHA256_OCTETS = 32;

    private enum Carrier {
        UDP,
        TCP,
        TLS
    }

    private final InetSocketAddress address;
    private final Carrier carrier;

    /** Whom the certificate has to name; empty where its key is pinned. */
    private final String peer;

    private final byte[] pin;
    private final @Nullable SSLContext context;

    private DnsEndpoint(
            InetSocketAddress address, Carrier carrier, String peer, byte[] pin, @Nullable SSLContext context) {
        this.address = address;
        this.carrier = carrier;
        this.peer = peer;
        this.pin = pin;
        this.context = context;
    }

    /**
     * A server that is asked over UDP, and over TCP where that will not do.
     *
     * @param address resolved
     * @return the server
     */
    public static DnsEndpoint of(InetSocketAddress address) {
        return new DnsEndpoint(address, Carrier.UDP, "", new byte[0], null);
    }

    /**
     * Reads an address; a host name is looked up at once.
     *
     * @param text an IP address or a host name, and a colon and a port if need be, with an IPv6 address in brackets then;
     *     behind {@code tls://}, it may be followed by a number sign and the name that the certificate has to have, or
     *     {@code sha256=} and the hash of its key in base64
     * @return a server at a resolved address
     * @throws IllegalArgumentException when it is none
     */
    public static DnsEndpoint parse(String text) {
        if (!text.startsWith(TLS)) {
            int scheme = text.indexOf("://");
            if (scheme >= 0) {
                throw refused(text, ", must have no scheme but tls");
            }
            return of(DnsServerAddress.parse(text, DNS_PORT));
        }
        int sign = text.indexOf('#');
        int end = sign < 0 ? text.length() : sign;
        InetSocketAddress address = DnsServerAddress.parse(text.substring(TLS.length(), end), TLS_PORT);
        String whom = sign < 0 ? address.getHostString() : text.substring(sign + 1);
        byte[] pin = whom.startsWith(PIN) ? pin(text, whom.substring(PIN.length())) : new byte[0];
        if (whom.isEmpty()) {
            throw refused(text, ", must have a name or sha256= and a hash behind its number sign");
        }
        return new DnsEndpoint(address, Carrier.TLS, pin.length > 0 ? "" : whom, pin, null);
    }

    private static byte[] pin(String text, String base64) {
        try {
            byte[] pin = Base64.getDecoder().decode(base64);
            if (pin.length == SHA256_OCTETS) {
                return pin;
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, ", must have base64 behind sha256=");
        }
        throw refused(text, ", must have " + SHA256_OCTETS + " octets in base64 behind sha256=");
    }

    private static IllegalArgumentException refused(String text, String problem) {
        return new IllegalArgumentException("servers: " + Ascii.printable(text, 300) + problem);
    }

    /**
     * The same, asked over connections alone.
     *
     * @return a server without UDP
     */
    public DnsEndpoint overTcp() {
        return carrier == Carrier.UDP ? new DnsEndpoint(address, Carrier.TCP, peer, pin, context) : this;
    }

    /**
     * The same, with what its TLS needs, if it has any.
     *
     * @param given has the certificates that are trusted; the JDK's where there is none. A pin needs none
     * @return a server that can be asked
     * @throws IllegalStateException when the JDK has no TLS
     */
    public DnsEndpoint ready(@Nullable SSLContext given) {
        if (carrier != Carrier.TLS) {
            return this;
        }
        try {
            return new DnsEndpoint(address, carrier, peer, pin, pin.length > 0 ? pinned() : trusting(given));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS for " + show() + ": " + e.getMessage(), e);
        }
    }

    private static SSLContext trusting(@Nullable SSLContext given) throws NoSuchAlgorithmException {
        return given != null ? given : SSLContext.getDefault();
    }

    private SSLContext pinned() throws NoSuchAlgorithmException, KeyManagementException {
        SSLContext pinning = SSLContext.getInstance("TLS");
        pinning.init(null, new TrustManager[] {new PinnedKey(pin)}, null);
        return pinning;
    }

    /**
     * Where it is.
     *
     * @return resolved
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Writes it for a person.
     *
     * @return such as {@code 192.0.2.53:53} or {@code tls://dns.example/192.0.2.53:853}
     */
    public String show() {
        String shown = DnsServerAddress.show(address);
        return carrier == Carrier.TLS ? TLS + shown : shown;
    }

    /** Whether it is asked over connections alone. */
    boolean isStream() {
        return carrier != Carrier.UDP;
    }

    /** What its connections are called. */
    String stream() {
        return carrier == Carrier.TLS ? "TLS" : "TCP";
    }

    /** The client's side of a new TLS connection; nothing where there is no TLS. */
    @Nullable
    SSLEngine engine() {
        if (context == null) {
            return null;
        }
        SSLEngine engine = context.createSSLEngine(peer.isEmpty() ? address.getHostString() : peer, address.getPort());
        engine.setUseClientMode(true);
        if (!peer.isEmpty()) {
            // RFC 8310 §8.1: the name, or the address, has to be in the certificate; as for HTTPS (RFC 2818 §3.1).
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }
}
