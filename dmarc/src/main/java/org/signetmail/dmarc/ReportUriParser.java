package org.signetmail.dmarc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * Reads the value of {@code rua=} and {@code ruf=}: what is no URI is left out, and the others keep their order.
 *
 * <pre>
 * dmarc-urilist         = uri *(*WSP "," *WSP uri)
 * uri                   = dmarc-uri [obs-dmarc-report-size]
 * obs-dmarc-report-size = "!" 1*DIGIT [ "k" / "m" / "g" / "t" ]
 * </pre>
 */
final class ReportUriParser {

    /** RFC 9989 §4.7 sets no limit; each URI costs its receivers work. */
    static final int MAX_URIS = 10;

    private static final String RESERVED_AND_UNRESERVED = "-._~:/?#[]@$&'()*+;=%";

    private ReportUriParser() {}

    static List<ReportUri> parse(String tag, String value, Lints lints) {
        List<ReportUri> uris = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && value.charAt(i) != ',') {
                continue;
            }
            String text = Ascii.trimWsp(value.substring(start, i));
            start = i + 1;
            ReportUri uri = uri(text, lints);
            if (uri == null) {
                lints.add(
                        DmarcLint.Kind.BAD_URI,
                        "The " + tag + " tag has \"" + Lints.show(text) + "\", which is no URI.");
            } else if (uris.size() == MAX_URIS) {
                lints.add(DmarcLint.Kind.TOO_MANY_URIS, "The " + tag + " tag has more than " + MAX_URIS + " URIs.");
                break;
            } else {
                uris.add(uri);
            }
        }
        return uris;
    }

    private static @Nullable ReportUri uri(String published, Lints lints) {
        String text = withoutSize(published);
        if (text.length() < published.length()) {
            lints.add(
                    DmarcLint.Kind.URI_SIZE_LIMIT,
                    "The size limit of \"" + Lints.show(published) + "\" is ignored (RFC 9989 4.8).");
        }
        int colon = text.indexOf(':');
        if (colon < 1 || !isScheme(text, colon) || !isUriText(text, colon + 1)) {
            return null;
        }
        String scheme = Ascii.lowerCase(text.substring(0, colon));
        String rest = text.substring(colon + 1);
        if (!scheme.equals("mailto")) {
            return new ReportUri(text, scheme, "", host(rest));
        }
        int query = rest.indexOf('?');
        String address = decode(query < 0 ? rest : rest.substring(0, query));
        if (address == null) {
            return null;
        }
        int at = address.indexOf('@');
        Optional<DomainName> host = DomainName.parse(address.substring(at + 1));
        return at < 1 || host.isEmpty() ? null : new ReportUri(text, scheme, address, host);
    }

    private static String withoutSize(String uri) {
        int end = uri.length();
        if (end > 0 && "kmgt".indexOf(Ascii.lowerCase(uri.charAt(end - 1))) >= 0) {
            end--;
        }
        int digits = end;
        while (digits > 0 && Ascii.isDigit(uri.charAt(digits - 1))) {
            digits--;
        }
        return digits < end && digits > 0 && uri.charAt(digits - 1) == '!' ? uri.substring(0, digits - 1) : uri;
    }

    /** RFC 3986 §3.1. */
    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetter(c) && (i == 0 || (!Ascii.isDigit(c) && "+-.".indexOf(c) < 0))) {
                return false;
            }
        }
        return true;
    }

    /** The characters of RFC 3986 §2 but comma and exclamation mark, which RFC 9989 §4.8 has encoded. */
    private static boolean isUriText(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && RESERVED_AND_UNRESERVED.indexOf(c) < 0) {
                return false;
            }
            if (c == '%' && hex(text, i + 1) < 0) {
                return false;
            }
        }
        return from < text.length();
    }

    /**
     * The one address that a mailto URI may have here (RFC 6068 §2).
     *
     * @return null when it decodes to something that is not one line with one address
     */
    private static @Nullable String decode(String text) {
        ByteBuffer octets = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                octets.put((byte) hex(text, i + 1));
                i += 2;
            } else {
                octets.put((byte) c);
            }
        }
        String address;
        try {
            address = StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c <= ' ' || c == ',' || c == ';' || c == '<' || c == '>' || (c >= 0x7F && c <= 0x9F)) {
                return null;
            }
        }
        return address;
    }

    /** {@code "//" [userinfo "@"] host [":" port]} (RFC 3986 §3.2), without what follows it. */
    private static Optional<DomainName> host(String rest) {
        if (!rest.startsWith("//")) {
            return Optional.empty();
        }
        int end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(2, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        return DomainName.parse(port < 0 ? host : host.substring(0, port));
    }

    private static int hex(String text, int from) {
        return from + 2 > text.length()
                ? -1
                : digit(text.charAt(from)) < 0 || digit(text.charAt(from + 1)) < 0
                        ? -1
                        : digit(text.charAt(from)) * 16 + digit(text.charAt(from + 1));
    }

    private static int digit(char c) {
        char lower = Ascii.lowerCase(c);
        return Ascii.isDigit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
