package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.core.internal.Ascii;

/** All that can be found in the text of a record: its stable code, how much it matters, and the rule. */
enum Code {

    // ---- What makes a record void ----------------------------------------------------------------------------------

    BAD_CHARACTER("RFC 7208 §4.6.1", Severity.ERROR, "A term holds a control character or an octet beyond ASCII."),
    UNKNOWN_MECHANISM("RFC 7208 §4.6.1", Severity.ERROR, "A term is neither a mechanism nor a modifier."),
    BAD_MODIFIER_NAME("RFC 7208 §4.6.1", Severity.ERROR, "What stands before an equals sign is no name of a modifier."),
    REPEATED_MODIFIER("RFC 7208 §6", Severity.ERROR, "redirect or exp stands more than once."),
    MISSING_DOMAIN("RFC 7208 §5, §6", Severity.ERROR, "A term has no domain, and needs one."),
    BAD_DOMAIN("RFC 7208 §7.1", Severity.ERROR, "What stands where a domain has to be is none."),
    BAD_MACRO("RFC 7208 §7.1", Severity.ERROR, "A percent sign begins no macro, or a macro has wrong parts."),
    BAD_ADDRESS("RFC 7208 §5.6", Severity.ERROR, "The address of ip4 or ip6 is none of its family."),
    BAD_PREFIX_LENGTH("RFC 7208 §5.6", Severity.ERROR, "A prefix length is no number in its range."),
    UNEXPECTED_ARGUMENT("RFC 7208 §5", Severity.ERROR, "Something follows a mechanism that takes no such thing."),

    // ---- Where two strings of the TXT record meet -------------------------------------------------------------------

    STRINGS_JOINED(
            "RFC 7208 §3.3",
            Severity.ERROR,
            "Two strings of the TXT record make one word where they meet, as they are joined without a space."),

    // ---- Why a text that looks like a record is none ----------------------------------------------------------------

    LEADING_SPACE(
            "RFC 7208 §4.5",
            Severity.ERROR,
            "White space stands in front of v=spf1, so that the text is no SPF record."),
    LEADING_TEXT(
            "RFC 7208 §4.5",
            Severity.ERROR,
            "Other text stands in front of v=spf1, so that the text is no SPF record."),
    QUOTED(
            "RFC 7208 §4.5",
            Severity.ERROR,
            "Quotes are part of the text, in front of v=spf1, so that it is no SPF record."),
    ODD_OCTET(
            "RFC 7208 §4.5",
            Severity.ERROR,
            "An octet that is not seen stands in front of v=spf1, so that the text is no SPF record."),
    VERSION_GLUED("RFC 7208 §4.5", Severity.ERROR, "No space follows v=spf1, so that the text is no SPF record."),
    WRONG_VERSION("RFC 7208 §4.5", Severity.ERROR, "The text names a version of SPF that does not exist."),
    VERSION_MISSPELT("RFC 7208 §4.5", Severity.ERROR, "v=spf1 is misspelt, so that the text is no SPF record."),

    // ---- What the owner of a record ought to know -------------------------------------------------------------------

    TERM_BEHIND_ALL("RFC 7208 §5.1", Severity.WARNING, "A term stands behind all, where it is never looked at."),
    REDIRECT_BESIDE_ALL("RFC 7208 §6.1", Severity.WARNING, "redirect is ignored, as the record has all."),
    MECHANISM_AS_MODIFIER(
            "RFC 7208 §6",
            Severity.ERROR,
            "A mechanism is written with an equals sign, which makes it a modifier that is ignored."),
    UNKNOWN_MODIFIER("RFC 7208 §6", Severity.INFO, "A modifier is of no known specification, and ignored."),
    VERSION_AGAIN("RFC 7208 §4.5", Severity.WARNING, "v=spf1 stands within the record: two records were put into one."),
    EVERYBODY_PASSES("RFC 7208 §5.1", Severity.ERROR, "The record lets every host of the world pass."),
    NO_DEFAULT("RFC 7208 §4.7", Severity.INFO, "The record ends without all and without redirect."),
    SEVERAL_DOMAINS("RFC 7208 §7.1", Severity.WARNING, "A comma makes one name of several domains."),
    USES_PTR("RFC 7208 §5.5", Severity.WARNING, "The record uses ptr, which is not to be used."),
    TOO_MANY_TERMS("RFC 7208 §4.6.4", Severity.WARNING, "The record alone has more than 10 terms that need DNS."),
    HOST_BITS("RFC 7208 §5.6", Severity.INFO, "The address of a network has bits behind its prefix length.");

    private final String section;
    private final Severity severity;
    private final String meaning;

    Code(String section, Severity severity, String meaning) {
        this.section = section;
        this.severity = severity;
        this.meaning = meaning;
    }

    FindingCode code() {
        return FindingCode.of("spf-" + Ascii.hyphenated(this), severity, section, meaning);
    }

    Finding finding(String text, int offset, int length, String message, String remedy) {
        return code().finding(message).at(new Position(text, offset, length)).remedy(remedy);
    }
}
