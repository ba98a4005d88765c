package org.signetmail.reports.sending;

import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/** Addresses that can stand in a header field and in an envelope as they are. */
final class MailAddresses {

    /** RFC 5321 §4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private MailAddresses() {}

    /** A dot-atom, an at sign and a domain name in ASCII (RFC 5322 §3.4.1). */
    static boolean isPlain(String address) {
        int at = address.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL_PART
                && isDotAtom(address.substring(0, at))
                && isAscii(address)
                && DomainName.parse(address.substring(at + 1)).isPresent();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x7F);
    }

    /** RFC 5322 §3.2.3. */
    private static boolean isDotAtom(String text) {
        boolean afterDot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !Ascii.isLetterOrDigit(c) && "!#$%&'*+-/=?^_`{|}~".indexOf(c) < 0) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    static DomainName domain(String plain) {
        return DomainName.of(plain.substring(plain.lastIndexOf('@') + 1));
    }
}
