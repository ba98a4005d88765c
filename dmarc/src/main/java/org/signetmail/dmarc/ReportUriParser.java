package org.signetmail.dmarc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Position;
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

    /** @param place where the value is, without the tag */
    static List<ReportUri> parse(String tag, String value, Lints lints, @Nullable Position place) {
        List<ReportUri> uris = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && value.charAt(i) != ',') {
                continue;
            }
            String text = Ascii.trimWsp(value.substring(start, i));
            Position at = place == null
                    ? null
                    : new Position(
                            place.text(),
                            place.offset() + Math.min(i, DmarcRecordParser.skipWsp(value, start)),
                            text.length());
            start = i + 1;
            ReportUri uri = uri(text, lints, at);
            if (uri == null) {
                bad(tag, text, value.indexOf(',') >= 0, lints, at);
            } else if (uris.size() == MAX_URIS) {
                lints.add(
                        DmarcCode.TOO_MANY_URIS,
                        "The " + tag + " tag has more than " + MAX_URIS
                                + " URIs. Reporters may send to fewer, an RFC 7489 receiver has to"
                                + " send to two, and the others are not looked at here.",
                        place);
                break;
            } else {
                slashes(tag, uri, lints, at);
                noHost(tag, uri, lints, at);
                uris.add(uri);
            }
        }
        return uris;
    }

    /** RFC 6068 §2: what follows mailto: is the address; with slashes it is another one. */
    private static void slashes(String tag, ReportUri uri, Lints lints, @Nullable Position place) {
        if (Ascii.startsWithIgnoreCase(uri.text(), 0, "mailto://")) {
            String address = uri.text().substring("mailto://".length());
            lints.add(
                    DmarcCode.BAD_URI,
                    "The " + tag + " tag has \"" + Lints.show(uri.text())
                            + "\", whose slashes are part of the address: a mailto URI has none. No report arrives"
                            + " there.",
                    place,
                    Lints.write("mailto:" + address, "Take the slashes out."));
        }
    }

    /** A URI all the same, which counts as a valid one: and nobody on the Internet has the host. */
    private static void noHost(String tag, ReportUri uri, Lints lints, @Nullable Position place) {
        String top = uri.host().map(host -> host.suffix(1).toString()).orElse("");
        boolean number = !top.isEmpty() && top.chars().allMatch(c -> Ascii.isDigit((char) c));
        if (!number && uri.host().filter(host -> host.labelCount() > 1).isPresent()) {
            return;
        }
        lints.add(
                DmarcCode.BAD_URI,
                "The " + tag + " tag has \"" + Lints.show(uri.text()) + "\", "
                        + (top.isEmpty() || number
                                ? "which names an IP address or no host where a domain has to be."
                                : "whose domain " + uri.host().orElseThrow() + " has one label alone.")
                        + " No report arrives there.",
                place,
                top.isEmpty() || number
                        ? "Write it as mailto:address, with a domain that has mail."
                        : "Write the whole name of the domain.");
    }

    private static void bad(String tag, String text, boolean others, Lints lints, @Nullable Position place) {
        if (text.isEmpty() && others) {
            lints.add(
                    DmarcCode.BAD_URI,
                    "The " + tag
                            + " tag has a comma too many, as no URI stands in front of it or behind it. Reporters"
                            + " ignore it.",
                    place,
                    "Take the comma out.");
            return;
        }
        String meant = several(text);
        lints.add(
                DmarcCode.BAD_URI,
                "The " + tag + " tag has \"" + Lints.show(text) + "\", which is no URI. No report goes there.",
                place,
                meant.isEmpty()
                        ? "Write it as mailto:address, or take it out."
                        : Lints.write(meant, "Write it as mailto:address."));
    }

    /** The same for addresses with nothing but blanks between them. */
    private static String several(String text) {
        StringBuilder all = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && !Ascii.isWsp(text.charAt(i))) {
                continue;
            }
            if (i > start) {
                String one = text.substring(start, i);
                String meant = one.indexOf('@') > 0 ? meant(one) : "";
                if (meant.isEmpty()) {
                    return meant(text);
                }
                all.append(all.length() == 0 ? "" : ",").append(meant);
            }
            start = i + 1;
        }
        return all.toString();
    }

    /** A mailto URI that the text can have been meant as; empty when it is not plain which. */
    private static String meant(String text) {
        StringBuilder address = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '!' && address.indexOf("@") > 0) {
                break; // what was meant as a size
            }
            if (Ascii.isWsp(text.charAt(i))
                    && address.indexOf("@") >= 0
                    && address.charAt(address.length() - 1) != '@') {
                return ""; // two words, of which nobody knows whether they are one
            }
            if (" \t\"'<>!\\".indexOf(text.charAt(i)) < 0) {
                address.append(text.charAt(i));
            }
        }
        while (address.length() > 0 && address.charAt(address.length() - 1) == '.') {
            address.setLength(address.length() - 1);
        }
        int at = address.indexOf("@");
        int local = at;
        while (local > 0 && ":/=".indexOf(address.charAt(local - 1)) < 0) {
            local--;
        }
        String meant = at < 1 ? "" : "mailto:" + address.substring(local);
        return !meant.isEmpty() && uri(meant) != null ? meant : "";
    }

    private static @Nullable ReportUri uri(String published, Lints lints, @Nullable Position place) {
        String sized = withoutSize(published);
        ReportUri uri = uri(sized);
        if (uri != null && sized.length() < published.length()) {
            lints.add(
                    DmarcCode.URI_SIZE_LIMIT,
                    "The size limit of \"" + Lints.show(published)
                            + "\" is ignored. An RFC 7489 receiver sends no report there that is larger.",
                    place,
                    Lints.write(sized, "Take the exclamation mark and the size out."));
        }
        return uri;
    }

    private static @Nullable ReportUri uri(String sized) {
        int colon = sized.indexOf(':');
        if (colon < 1 || !isScheme(sized, colon) || !isUriText(sized, colon + 1)) {
            return null;
        }
        String text = withoutFragment(sized);
        String scheme = Ascii.lowerCase(text.substring(0, colon));
        String rest = text.substring(colon + 1);
        if (!scheme.equals("mailto")) {
            String authority = authority(rest);
            return isAuthority(authority) ? new ReportUri(text, scheme, "", host(authority)) : null;
        }
        int query = rest.indexOf('?');
        String decoded = decode(query < 0 ? rest : rest.substring(0, query));
        MailAddress address = decoded == null ? null : MailAddress.parse(decoded);
        return address == null ? null : new ReportUri(text, scheme, address.text(), address.host());
    }

    /** RFC 3986 §3.5: a fragment is for the reader of a document, and no part of where to send anything. */
    private static String withoutFragment(String uri) {
        int fragment = uri.indexOf('#');
        return fragment < 0 ? uri : uri.substring(0, fragment);
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

    /** The text without percent-encoding (RFC 3986 §2.1); null when that is not UTF-8. */
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
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** {@code [userinfo "@"] host [":" port]} behind {@code "//"} (RFC 3986 §3.2); empty for a URI that has none. */
    private static String authority(String rest) {
        if (!rest.startsWith("//")) {
            return "";
        }
        int end = 2;
        while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(2, end);
    }

    /** RFC 3986 §3.2.1, §3.2.3: no second at sign, no brackets but those of an address, and a port of digits. */
    private static boolean isAuthority(String authority) {
        int at = authority.indexOf('@');
        String hostAndPort = authority.substring(at + 1);
        int hostEnd = hostEnd(hostAndPort);
        boolean literal = hostAndPort.startsWith("[") && hostAndPort.charAt(hostEnd - 1) == ']';
        if (hasBracket(authority.substring(0, at + 1)) || (!literal && hasBracket(hostAndPort.substring(0, hostEnd)))) {
            return false;
        }
        int port = 0;
        for (int i = hostEnd + 1; i < hostAndPort.length(); i++) {
            char c = hostAndPort.charAt(i);
            port = Ascii.isDigit(c) ? Math.min(100_000, port * 10 + c - '0') : 100_000;
        }
        return port <= 65_535
                && hostAndPort.indexOf('@') < 0
                && (hostEnd == hostAndPort.length() || hostAndPort.charAt(hostEnd) == ':');
    }

    private static boolean hasBracket(String text) {
        return text.indexOf('[') >= 0 || text.indexOf(']') >= 0;
    }

    /** Behind the host, where the colon of a port may stand. */
    private static int hostEnd(String hostAndPort) {
        int end = hostAndPort.indexOf(hostAndPort.startsWith("[") ? ']' : ':');
        return end < 0 ? hostAndPort.length() : hostAndPort.startsWith("[") ? end + 1 : end;
    }

    private static Optional<DomainName> host(String authority) {
        String hostAndPort = authority.substring(authority.indexOf('@') + 1);
        return DomainName.parse(hostAndPort.substring(0, hostEnd(hostAndPort)));
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
