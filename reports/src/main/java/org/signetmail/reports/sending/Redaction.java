package org.signetmail.reports.sending;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.mime.EncodedText;

/**
 * Takes people out of a message (RFC 6590): what stands before an at sign becomes a keyed hash, the same for the same, so that who
 * gets several reports can see what belongs together and not who it is. Immutable and thread-safe.
 */
final class Redaction {

    /** Of the hash; enough to tell people apart. */
    private static final int OCTETS = 9;

    private final SecretKeySpec key;

    Redaction(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The hash for a local part, in letters that an address can have. */
    String hash(String localPart) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(localPart.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, OCTETS));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JRE has it", e);
        }
    }

    /** An address with its local part hashed; a text without an at sign is all local part. */
    String address(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? hash(address) : hash(address.substring(0, at)) + shown(address.substring(at));
    }

    /** The addresses that a field of addresses has, and nothing else of it: names are of people, too. */
    String addresses(String value) {
        StringBuilder out = new StringBuilder();
        int last = 0;
        for (int at = value.indexOf('@'); at >= 0; at = value.indexOf('@', at + 1)) {
            int from = localPartStart(value, at, last);
            int to = domainEnd(value, at);
            if (to > at + 1) {
                out.append(out.length() == 0 ? "" : ", ")
                        .append(hash(value.substring(from, at)))
                        .append(shown(value.substring(at, to)));
            }
            last = to;
        }
        return out.length() == 0 ? "redacted" : out.toString();
    }

    /**
     * A text with all local parts hashed, and links that do not work (RFC 9991 §7.3); also those in encoded-words. Of what cannot be
     * decoded nobody knows what is in it.
     */
    String text(String value) {
        if (!value.contains("=?")) {
            return plainText(value);
        }
        String decoded = EncodedText.decode(value);
        if (decoded.contains("=?")) {
            return "redacted";
        }
        String hashed = plainText(decoded);
        return hashed.equals(shown(decoded)) ? shown(value) : hashed;
    }

    private String plainText(String text) {
        String value = withAtSigns(text);
        StringBuilder out = new StringBuilder();
        int last = 0;
        for (int at = value.indexOf('@'); at >= 0; at = value.indexOf('@', at + 1)) {
            int from = nameStart(value, at, last);
            out.append(shown(value.substring(last, from)));
            if (from < at) {
                out.append(hash(value.substring(from, at)));
            }
            last = at;
        }
        return withoutLinks(out.append(shown(value.substring(last))).toString());
    }

    /** As they are written in links, and in other scripts. */
    private static String withAtSigns(String text) {
        return text.replace("%40", "@").replace('\uFF20', '@').replace('\uFE6B', '@');
    }

    /** In a text that is none of addresses white space may be between, or a comment, or whatever else. */
    private static int nameStart(String value, int at, int least) {
        int from = at;
        while (from > least && isSpace(value.charAt(from - 1))) {
            from--;
        }
        int start = localPartStart(value, from, least);
        if (start == from) {
            while (start > least && !isSpace(value.charAt(start - 1)) && value.charAt(start - 1) != '@') {
                start--;
            }
        }
        return start;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static String withoutLinks(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean link = Ascii.startsWithIgnoreCase(text, i, "http")
                    && (i == 0 || !Ascii.isLetterOrDigit(text.charAt(i - 1)));
            out.append(link ? "hxxp" : String.valueOf(text.charAt(i)));
            i += link ? 3 : 0;
        }
        return out.toString();
    }

    private static int localPartStart(String value, int at, int least) {
        int from = at;
        if (from > least && value.charAt(from - 1) == '"') {
            // A quoted string: back to the quote that begins it.
            from--;
            while (from > least && (value.charAt(from - 1) != '"' || isEscaped(value, from - 1, least))) {
                from--;
            }
            return Math.max(least, from - 1);
        }
        while (from > least && isLocal(value.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static boolean isEscaped(String value, int index, int least) {
        return index > least && value.charAt(index - 1) == '\\';
    }

    private static boolean isLocal(char c) {
        return c > 0x7F || Ascii.isLetterOrDigit(c) || ".!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    private static int domainEnd(String value, int at) {
        int to = at + 1;
        while (to < value.length()
                && (Ascii.isLetterOrDigit(value.charAt(to)) || ".-_".indexOf(value.charAt(to)) >= 0)) {
            to++;
        }
        return to;
    }

    /** Printing ASCII on one line. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7F ? c : c == '\t' || c == '\r' || c == '\n' ? ' ' : '?');
        }
        return out.toString();
    }
}
