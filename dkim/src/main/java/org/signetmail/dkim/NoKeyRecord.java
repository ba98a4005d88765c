package org.signetmail.dkim;

import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.TagList;

/** Says why a text is no key record, or why its key cannot be used (RFC 6376 §3.6.1). */
final class NoKeyRecord {

    private static final String SECTION = "RFC 6376 §3.6.1";

    private static final String VERSION = "DKIM1";

    private static final String CORRECT_VERSION = "Begin the record with v=DKIM1; or leave the v= tag out.";

    private NoKeyRecord() {}

    /** Why a text that no verifier takes for a key record is none. */
    static Parsed<DkimKeyRecord> tell(String text, int maxTags) {
        TagList tags = KeyRecordParser.tags(text).orElse(null);
        String version = tags == null ? null : tags.value("v");
        if (tags == null || version == null) {
            return tags != null || !isMeant(text) ? Parsed.unrelated() : noTagList(text);
        }
        if (!Ascii.equalsIgnoreCase(version, VERSION)) {
            return Parsed.unrelated();
        }
        if (tags.size() > maxTags) {
            return invalid(
                    "dkim-key-tags", "The record has " + tags.size() + " tags; at most " + maxTags + " are read.");
        }
        if (!version.equals(VERSION)) {
            return nearMiss("The version is v=" + version + ", and letter case counts in it.");
        }
        if (!tags.isFirst("v")) {
            return nearMiss("The tag v=DKIM1 is not the first one.");
        }
        return invalid("dkim-key-missing", "The record has no p= tag, which holds the key.");
    }

    private static Parsed<DkimKeyRecord> noTagList(String text) {
        int i = skipWsp(text, 1 + skipWsp(text, 0));
        return text.charAt(i) == '='
                ? invalid(
                        "dkim-key-syntax",
                        "The record is not a list of tags, or has a tag twice: " + Ascii.printable(text, 100))
                : nearMiss("Behind v there is no equals sign: " + Ascii.printable(text, 40));
    }

    /** Whether the text begins with v, one character such as an equals sign or a colon, and DKIM1. */
    private static boolean isMeant(String text) {
        int v = skipWsp(text, 0);
        if (!Ascii.startsWithIgnoreCase(text, v, "v")) {
            return false;
        }
        int sign = skipWsp(text, v + 1);
        return sign < text.length() && Ascii.startsWithIgnoreCase(text, skipWsp(text, sign + 1), VERSION);
    }

    private static int skipWsp(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static Parsed<DkimKeyRecord> invalid(String code, String message) {
        return Parsed.invalid(List.of(Finding.error(code, SECTION, message)));
    }

    private static Parsed<DkimKeyRecord> nearMiss(String message) {
        return Parsed.nearMiss(
                List.of(Finding.error("dkim-key-version", SECTION, message).remedy(CORRECT_VERSION)));
    }

    /** Why the key of a record cannot be used. */
    static Finding unusable(KeyFault fault, String keyType, int bits) {
        return switch (fault) {
            case REVOKED -> Finding.error("dkim-key-revoked", SECTION, "The key is revoked: p= is empty.");
            case SYNTAX ->
                Finding.error(
                        "dkim-key-data",
                        SECTION,
                        "The value of p= is not base64, or not a key of the kind " + Ascii.printable(keyType, 40)
                                + ".");
            case TYPE_UNKNOWN ->
                Finding.error(
                        "dkim-key-type", SECTION, "No kind of key is called k=" + Ascii.printable(keyType, 40) + ".");
            case TOO_SHORT ->
                Finding.error("dkim-key-too-short", "RFC 8301 §3.2", "The RSA key has " + bits + " bits.");
            case TOO_LARGE ->
                Finding.error("dkim-key-too-large", "RFC 6376 §8.13", "The RSA key has " + bits + " bits.");
            case UNSAFE -> Finding.error("dkim-key-unsafe", "RFC 6376 §8.13", "The key proves nothing.");
        };
    }
}
