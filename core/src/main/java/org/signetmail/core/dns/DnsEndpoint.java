package org.signetmail.core.dns;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
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
    private static final String HTTPS = "https://";
    private static final String PIN = "sha256=";
    private static final int DNS_PORT = 53;

    /** RFC 7858 §3.1. */
    private static final int TLS_PORT = 853;

    private static final int HTTPS_PORT = 443;

    /** RFC 8484 §4.1.1 has templates; of its only variable, POST has no use. */
    private static final String TEMPLATE = "{?dns}";

    /** What nearly all servers have chosen; RFC 8484 leaves it to them. */
    private static final String PATH = "/dns-query";

    private static final int SHA256_OCTETS = 32;

    private enum Carrier {
        UDP,
        TCP,
        TLS,
        HTTPS
    }

    private final InetSocketAddress address;
    private final Carrier carrier;

    /** Whom the certificate has to name; empty where its key is pinned. */
    private final String peer;

    private final byte[] pin;

    /** Of HTTPS alone. */
    private final @Nullable URI uri;

    private final @Nullable SSLContext context;

    private DnsEndpoint(
            InetSocketAddress address,
            Carrier carrier,
            String peer,
            byte[] pin,
            @Nullable URI uri,
            @Nullable SSLContext context) {
        this.address = address;
        this.carrier = carrier;
        this.peer = peer;
        this.pin = pin;
        this.uri = uri;
        this.context = context;
    }

    /**
     * A server that is asked over UDP, and over TCP where that will not do.
     *
     * @param address resolved
     * @return the server
     */
    public static DnsEndpoint of(InetSocketAddress address) {
        return new DnsEndpoint(address, Carrier.UDP, "", new byte[0], null, null);
    }

    /**
     * Reads an address; a host name is looked up at once.
     *
     * @param text an IP address or a host name, and a colon and a port if need be, with an IPv6 address in brackets
     *     then; behind {@code tls://}, it may be followed by a number sign and the name that the certificate has to
     *     have, or {@code sha256=} and the hash of its key in base64; behind {@code https://}, by a path, and by a number
     *     sign and such a hash
     * @return a server at a resolved address
     * @throws IllegalArgumentException when it is none
     */
    public static DnsEndpoint parse(String text) {
        if (text.startsWith(TLS)) {
            return tls(text);
        }
        if (text.startsWith(HTTPS)) {
            return https(text);
        }
        if (text.contains("://")) {
            throw refused(text, ", must have no scheme but tls and https");
        }
        return of(DnsServerAddress.parse(text, DNS_PORT));
    }

    private static DnsEndpoint tls(String text) {
        int sign = text.indexOf('#');
        int end = sign < 0 ? text.length() : sign;
        InetSocketAddress address = DnsServerAddress.parse(text.substring(TLS.length(), end), TLS_PORT);
        String whom = sign < 0 ? address.getHostString() : text.substring(sign + 1);
        byte[] pin = whom.startsWith(PIN) ? pin(text, whom.substring(PIN.length())) : new byte[0];
        if (whom.isEmpty()) {
            throw refused(text, ", must have a name or sha256= and a hash behind its number sign");
        }
        return new DnsEndpoint(address, Carrier.TLS, pin.length > 0 ? "" : whom, pin, null, null);
    }

    private static DnsEndpoint https(String text) {
        int sign = text.indexOf('#');
        int end = sign < 0 ? text.length() : sign;
        int slash = text.indexOf('/', HTTPS.length());
        int hostEnd = slash < 0 || slash > end ? end : slash;
        InetSocketAddress address = DnsServerAddress.parse(text.substring(HTTPS.length(), hostEnd), HTTPS_PORT);
        String path = text.substring(hostEnd, end);
        path = path.endsWith(TEMPLATE) ? path.substring(0, path.length() - TEMPLATE.length()) : path;
        byte[] pin = new byte[0];
        if (sign >= 0) {
            if (!text.startsWith(PIN, sign + 1)) {
                throw refused(text, ", must have sha256= and a hash behind its number sign, or none");
            }
            pin = pin(text, text.substring(sign + 1 + PIN.length()));
        }
        return new DnsEndpoint(address, Carrier.HTTPS, "", pin, uri(text, address, path), null);
    }

    /**
     * Where questions over HTTPS are posted.
     *
     * @param text the whole, for whom it is refused
     * @param address resolved
     * @param path the usual one where it is empty
     * @return a URI that the JDK's client takes
     * @throws IllegalArgumentException when it is none
     */
    static URI uri(String text, InetSocketAddress address, String path) {
        String host = address.getHostString();
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (address.getPort() == HTTPS_PORT ? "" : ":" + address.getPort());
        try {
            URI uri = new URI(HTTPS + authority + (path.isEmpty() ? PATH : path));
            // Any authority is taken above; the client sends nothing to one that is no host (RFC 3986 §3.2.2).
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused(text, ", must be a URI (RFC 3986)");
        }
        throw refused(
                text,
                ", must have an IP address, or a name of letters, digits and hyphens whose last label begins with a letter");
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
        return carrier == Carrier.UDP ? new DnsEndpoint(address, Carrier.TCP, peer, pin, null, null) : this;
    }

    /**
     * The same, with what its TLS needs, if it has any.
     *
     * @param given has the certificates that are trusted; the JDK's where there is none. A pin needs none
     * @return a server that can be asked
     * @throws IllegalStateException when the JDK has no TLS, or no HTTP client
     */
    public DnsEndpoint ready(@Nullable SSLContext given) {
        if (carrier != Carrier.TLS && carrier != Carrier.HTTPS) {
            return this;
        }
        if (carrier == Carrier.HTTPS && !DnsHttps.isThere()) {
            throw new IllegalStateException("the server " + show() + " needs the module java.net.http of the JDK:"
                    + " require it in your module-info, or run with --add-modules java.net.http");
        }
        try {
            return new DnsEndpoint(address, carrier, peer, pin, uri, pin.length > 0 ? pinned() : trusting(given));
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
     * Writes it for a person. The path of a URI is left out: some servers know their customers by it.
     *
     * @return such as {@code 192.0.2.53:53} or {@code tls://dns.example/192.0.2.53:853}
     */
    public String show() {
        String shown = DnsServerAddress.show(address);
        return switch (carrier) {
            case UDP, TCP -> shown;
            case TLS -> TLS + shown;
            case HTTPS -> HTTPS + shown;
        };
    }

    /** Whether it is asked over connections alone. */
    boolean isStream() {
        return carrier != Carrier.UDP;
    }

    /** What its connections are called. */
    String stream() {
        return carrier == Carrier.UDP ? "TCP" : carrier.name();
    }

    /** Whether it is asked over HTTPS. */
    boolean isHttps() {
        return carrier == Carrier.HTTPS;
    }

    /** Where questions over HTTPS are posted. */
    URI uri() {
        return Objects.requireNonNull(uri, "no https:// server");
    }

    /** What TLS and HTTPS need, once it is {@link #ready}. */
    SSLContext context() {
        return Objects.requireNonNull(context, "not ready");
    }

    /** The client's side of a new TLS connection; nothing where there is no TLS. */
    @Nullable
    SSLEngine engine() {
        if (context == null || carrier != Carrier.TLS) {
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
