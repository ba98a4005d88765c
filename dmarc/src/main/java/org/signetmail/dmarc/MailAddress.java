package org.signetmail.dmarc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * The address that a mailto URI decodes to (RFC 6068 §2, RFC 5322 §3.4.1).
 *
 * <pre>
 * address        = ( dot-atom-text / quoted-string ) "@" ( dot-atom-text / "[" *dtext-no-obs "]" )
 * </pre>
 *
 * @param text the whole address
 * @param host its domain; nothing for a domain literal, or what cannot be a domain name
 */
record MailAddress(String text, Optional<DomainName> host) {

    /** Null for anything else, such as two addresses: one line has one address. */
    static @Nullable MailAddress parse(String text) {
        int at = text.startsWith("\"") ? quotedStringEnd(text) : text.indexOf('@');
        if (at < 1 || at >= text.length() || text.charAt(at) != '@') {
            return null;
        }
        String domain = text.substring(at + 1);
        boolean local = text.startsWith("\"") || isDotAtom(text.substring(0, at));
        return local && (isDotAtom(domain) || isLiteral(domain))
                ? new MailAddress(text, DomainName.parse(domain))
                : null;
    }

    /** Behind the closing quote; -1 when there is none, or something that a quoted-string cannot have. */
    private static int quotedStringEnd(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i < text.length() && isControl(text.charAt(i))) {
                return -1;
            }
        }
        return -1;
    }

    /** RFC 5322 §3.2.3, with UTF-8 as RFC 6532 §3.2 has it. */
    private static boolean isDotAtom(String text) {
        boolean afterDot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean atext = Ascii.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 || c > 0x9F;
            if (c == '.' ? afterDot : !atext) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    private static boolean isLiteral(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 3) {
            return false;
        }
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || "[]\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        return c < ' ' || (c >= 0x7F && c <= 0x9F);
    }
}
