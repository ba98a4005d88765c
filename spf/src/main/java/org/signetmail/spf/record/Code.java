package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** All that can be found in the text of a record: its stable code, how much it matters, and the rule. */
enum Code {

    // ---- What makes a record void; the first one found, nothing after it is looked at ------------------------------

    BAD_CHARACTER("RFC 7208 §4.6.1", Severity.ERROR),
    UNKNOWN_MECHANISM("RFC 7208 §4.6.1", Severity.ERROR),
    BAD_MODIFIER_NAME("RFC 7208 §4.6.1", Severity.ERROR),
    REPEATED_MODIFIER("RFC 7208 §6", Severity.ERROR),
    MISSING_DOMAIN("RFC 7208 §5, §6", Severity.ERROR),
    BAD_DOMAIN("RFC 7208 §7.1", Severity.ERROR),
    BAD_MACRO("RFC 7208 §7.1", Severity.ERROR),
    BAD_ADDRESS("RFC 7208 §5.6", Severity.ERROR),
    BAD_PREFIX_LENGTH("RFC 7208 §5.6", Severity.ERROR),
    UNEXPECTED_ARGUMENT("RFC 7208 §5", Severity.ERROR),

    // ---- Where two strings of the TXT record meet -------------------------------------------------------------------

    STRINGS_JOINED("RFC 7208 §3.3", Severity.ERROR),

    // ---- Why a text that looks like a record is none ----------------------------------------------------------------

    LEADING_SPACE("RFC 7208 §4.5", Severity.ERROR),
    LEADING_TEXT("RFC 7208 §4.5", Severity.ERROR),
    QUOTED("RFC 7208 §4.5", Severity.ERROR),
    ODD_OCTET("RFC 7208 §4.5", Severity.ERROR),
    VERSION_GLUED("RFC 7208 §4.5", Severity.ERROR),
    WRONG_VERSION("RFC 7208 §4.5", Severity.ERROR),
    VERSION_MISSPELT("RFC 7208 §4.5", Severity.ERROR),

    // ---- What the owner of a record ought to know -------------------------------------------------------------------

    TERM_BEHIND_ALL("RFC 7208 §5.1", Severity.WARNING),
    REDIRECT_BESIDE_ALL("RFC 7208 §6.1", Severity.WARNING),
    MECHANISM_AS_MODIFIER("RFC 7208 §6", Severity.WARNING),
    UNKNOWN_MODIFIER("RFC 7208 §6", Severity.INFO),
    VERSION_AGAIN("RFC 7208 §4.5", Severity.WARNING),
    EVERYBODY_PASSES("RFC 7208 §5.1", Severity.WARNING),
    NO_DEFAULT("RFC 7208 §4.7", Severity.INFO),
    SEVERAL_DOMAINS("RFC 7208 §7.1", Severity.WARNING),
    USES_PTR("RFC 7208 §5.5", Severity.WARNING),
    TOO_MANY_TERMS("RFC 7208 §4.6.4", Severity.WARNING),
    HOST_BITS("RFC 7208 §5.6", Severity.INFO);

    private final String code;
    private final String section;
    private final Severity severity;

    Code(String section, Severity severity) {
        this.code = "spf-" + Ascii.lowerCase(name()).replace('_', '-');
        this.section = section;
        this.severity = severity;
    }

    Finding finding(String text, int offset, int length, String message, String remedy) {
        return Finding.of(code, severity, section, message)
                .at(new Position(text, offset, length))
                .remedy(remedy);
    }
}
