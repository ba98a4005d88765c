package org.signetmail.dkim;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.TagList;
import org.signetmail.dkim.tags.TagListFault;

/** Says why a text is no key record (RFC 6376 §3.6.1). */
final class NoKeyRecord {

    private static final String VERSION = "DKIM1";

    /** How much of a text is shown. */
    private static final int SHOWN = 60;

    /** A text without tags that is this long and all base64 is a key, or a part of one. */
    private static final int LEAST_BARE = 40;

    /** So much base64 behind p= is a key, whatever stands in front. */
    private static final int LEAST_SWALLOWED = 16;

    private final String text;
    private final DnsRecord.Txt record;
    private final int maxTags;

    private NoKeyRecord(DnsRecord.Txt record, int maxTags) {
        this.text = record.octets();
        this.record = record;
        this.maxTags = maxTags;
    }

    /**
     * Why a text that no verifier takes for a key record is none.
     *
     * @param record the text
     * @param maxTags the most tags to take
     * @return the finding that decides
     */
    static Finding finding(DnsRecord.Txt record, int maxTags) {
        return new NoKeyRecord(record, maxTags).find();
    }

    /** The same for those who may have read something else altogether. */
    static Parsed<DkimKeyRecord> tell(DnsRecord.Txt record, int maxTags) {
        String text = record.octets();
        TagList tags = KeyRecordParser.tags(text).orElse(null);
        String version = tags == null ? null : tags.value("v");
        boolean meant = version == null ? tags == null && isMeant(text) : isMeant("v=" + version);
        if (!meant) {
            return Parsed.unrelated();
        }
        Finding finding = finding(record, maxTags);
        return claims(text) ? Parsed.invalid(List.of(finding)) : Parsed.nearMiss(List.of(finding));
    }

    /** Whether the text begins as a key record does: v=DKIM1, and then no more of that word. */
    private static boolean claims(String text) {
        int v = skipWsp(text, 0);
        int equals = skipWsp(text, v + 1);
        int version = skipWsp(text, equals + 1);
        int end = version + VERSION.length();
        return text.startsWith("v", v)
                && text.startsWith("=", equals)
                && text.startsWith(VERSION, version)
                && (end == text.length() || text.charAt(end) == ';' || Ascii.isWsp(text.charAt(end)));
    }

    /** Whether the text begins with v, one character such as an equals sign or a colon, and DKIM1. */
    private static boolean isMeant(String text) {
        int v = skipStrange(text);
        if (!Ascii.startsWithIgnoreCase(text, v, "v")) {
            return Ascii.startsWithIgnoreCase(text, v, VERSION);
        }
        int sign = skipWsp(text, v + 1);
        int version = skipWsp(text, sign + 1);
        int end = version + VERSION.length();
        return Ascii.startsWithIgnoreCase(text, version, VERSION)
                && (end == text.length() || !Ascii.isDigit(text.charAt(end)));
    }

    private static int skipWsp(String text, int from) {
        int i = from;
        while (i < text.length() && Ascii.isWsp(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Behind what may stand in front of a record by mistake. */
    private static int skipStrange(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) <= ' ' || text.charAt(i) > '~' || isQuote(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private Finding find() {
        if (skipWsp(text, 0) == text.length()) {
            return KeyCode.EMPTY_RECORD.finding("The record is empty, as of a key that was taken out.");
        }
        Finding strange = otherRecord();
        strange = strange == null ? bareKey() : strange;
        if (strange != null) {
            return strange;
        }
        int backslash = text.indexOf("\\;");
        if (backslash >= 0) {
            return KeyCode.BACKSLASH.finding(
                    text, backslash, backslash + 2, "The record has a backslash in front of a semicolon.");
        }
        Optional<TagListFault> fault = KeyRecordParser.fault(text);
        return fault.isPresent()
                ? listFault(fault.get())
                : tagsOf(KeyRecordParser.tags(text).orElseThrow());
    }

    /** What else is published as TXT, and gets to the name of a key by a wildcard or a slip. */
    private @Nullable Finding otherRecord() {
        int start = skipStrange(text);
        String[][] others = {
            {"v=spf1", "SPF"},
            {"spf2.0/", "Sender ID"},
            {"v=DMARC1", "DMARC"},
            {"v=STSv1", "MTA-STS"},
            {"v=TLSRPTv1", "TLS reporting"},
            {"v=BIMI1", "BIMI"}
        };
        for (String[] other : others) {
            if (Ascii.startsWithIgnoreCase(text, start, other[0])) {
                return KeyCode.OTHER_RECORD.finding("The record is one of " + other[1] + ": " + shown(0) + '.');
            }
        }
        return null;
    }

    private @Nullable Finding bareKey() {
        int base64 = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Base64Text.isBase64(c)) {
                base64++;
            } else if (c > ' ' && (c != '=' || i < text.length() - 2)) {
                return null;
            }
        }
        if (base64 < LEAST_BARE) {
            return null;
        }
        // "MI" is the base64 of the octets 30 8: DER of more than 127 octets.
        return text.startsWith("MI") || base64 < LEAST_BARE + 5
                ? KeyCode.BARE_KEY.finding("The record is the key alone, without tags: " + shown(0) + '.')
                : KeyCode.BARE_KEY
                        .finding("The record is base64 without tags, as the rest of a key that was split: " + shown(0)
                                + '.')
                        .remedy("Publish both parts as two strings of one TXT record, the one with p= first.");
    }

    private String shown(int from) {
        return Ascii.printable(text.substring(from), SHOWN);
    }

    /** What stands in front of v=DKIM1, when the list breaks there: a pasted line of a zone, strings in the wrong order. */
    private @Nullable Finding front(TagListFault fault) {
        int version = text.indexOf("v=" + VERSION);
        if (version <= 0 || fault.start() > version || text.lastIndexOf(';', version) >= 0) {
            return null;
        }
        String front = Ascii.printable(text.substring(0, version), SHOWN);
        boolean base64 = version >= LEAST_SWALLOWED;
        for (int i = 0; i < version; i++) {
            base64 &= Base64Text.isBase64(text.charAt(i)) || text.charAt(i) == '=';
        }
        return base64
                ? KeyCode.VERSION
                        .finding(
                                text,
                                0,
                                version,
                                "The record has its strings in the wrong order: v=DKIM1 stands behind " + front + '.')
                        .remedy("Put the string that begins with v=DKIM1 first.")
                : KeyCode.VERSION
                        .finding(text, 0, version, "The record has something in front of v=DKIM1: " + front + '.')
                        .remedy("Take out what is in front of v=DKIM1.");
    }

    private Finding listFault(TagListFault fault) {
        int at = fault.start();
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '"' || c == '\'') {
            return OddOctets.quotes(text, at);
        }
        if (OddOctets.isOdd(c)) {
            return OddOctets.finding(text, at, fault.name());
        }
        Finding front = front(fault);
        if (front != null) {
            return front;
        }
        String behind = fault.name().isEmpty() ? "" : "behind the tag " + name(fault) + "= ";
        return switch (fault.kind()) {
            case EMPTY_TAG ->
                fault.name().isEmpty()
                        ? KeyCode.EMPTY_TAG.finding(text, at, fault.end(), "The record begins with a semicolon.")
                        : KeyCode.EMPTY_TAG.finding(
                                text,
                                at,
                                Math.min(text.length(), at + 1),
                                "The record has two semicolons " + behind + "with nothing between them.");
            case DUPLICATE ->
                KeyCode.DUPLICATE_TAG.finding(
                        text,
                        at,
                        fault.end(),
                        "The record has the tag " + name(fault) + "= twice, which makes it void.");
            case NO_NAME ->
                KeyCode.SYNTAX.finding(
                        text,
                        at,
                        fault.end(),
                        "The record has " + shown(at) + " " + behind + "where a tag should begin.");
            case NO_EQUALS -> noEquals(fault, at);
            case OCTET -> OddOctets.finding(text, at, fault.name());
        };
    }

    private Finding noEquals(TagListFault fault, int at) {
        int start = skipWsp(text, 0);
        if (Ascii.startsWithIgnoreCase(text, start, VERSION)) {
            return KeyCode.VERSION.finding(
                    text, start, start + VERSION.length(), "The record has no v= in front of DKIM1.");
        }
        if (Ascii.equalsIgnoreCase(fault.name(), "v") && isMeant(text)) {
            return KeyCode.VERSION.finding(
                    text, at, fault.end(), "The record has no equals sign behind v: " + shown(0) + '.');
        }
        // The first tag of a key record is v=, or has a name as short.
        if (text.indexOf('=') < 0
                || (text.startsWith(fault.name()) && fault.name().length() > 1)) {
            return KeyCode.SYNTAX.finding("The record is no list of tags: " + shown(0) + '.');
        }
        String found = at == text.length() || text.charAt(at) == ';' ? "" : ", but " + shown(at);
        return KeyCode.SYNTAX.finding(
                text, at, fault.end(), "The record has no equals sign behind the tag " + name(fault) + found + '.');
    }

    private static String name(TagListFault fault) {
        return Ascii.printable(fault.name(), SHOWN);
    }

    private Finding tagsOf(TagList tags) {
        if (tags.size() > maxTags) {
            return KeyCode.TAGS.finding("The record has " + tags.size() + " tags; at most " + maxTags + " are read.");
        }
        TagList.Tag swallowing = tags.tag("p") == null ? swallowing(tags) : null;
        if (swallowing != null) {
            return swallowed(swallowing);
        }
        TagList.Tag version = tags.tag("v");
        if (version != null) {
            String value = text.substring(version.start(), version.end());
            if (!value.equals(VERSION)) {
                return wrongVersion(version, value);
            }
            if (!tags.isFirst("v")) {
                return KeyCode.VERSION
                        .finding(text, version.start() - 2, version.end(), "The tag v=DKIM1 is not the first one.")
                        .remedy("Put v=DKIM1 at the start of the record, or leave it out.");
            }
        }
        return noKey(tags);
    }

    private Finding wrongVersion(TagList.Tag version, String value) {
        if (Ascii.equalsIgnoreCase(value, VERSION)) {
            return versionFinding(version, "The version is v=" + value + ", and letter case counts in it.");
        }
        for (int i = 0; i < value.length(); i++) {
            if (isQuote(value.charAt(i))) {
                return OddOctets.quotes(text, version.start() + i);
            }
        }
        int next = VERSION.length();
        if (value.startsWith(VERSION) && value.indexOf('=', next) > 0) {
            return KeyCode.SEMICOLON.finding(
                    text,
                    version.start() + next,
                    version.end(),
                    "The record has no semicolon behind v=DKIM1: the value of v= is " + Ascii.printable(value, SHOWN)
                            + '.');
        }
        return versionFinding(version, "The version is v=" + Ascii.printable(value, SHOWN) + ", and must be v=DKIM1.");
    }

    private Finding versionFinding(TagList.Tag version, String message) {
        return KeyCode.VERSION.finding(text, version.start(), version.end(), message);
    }

    /** The tag whose value has p= and a key in it. */
    private TagList.@Nullable Tag swallowing(TagList tags) {
        for (TagList.Tag tag : tags.all()) {
            if (indexOfKey(tag) >= 0) {
                return tag;
            }
        }
        return null;
    }

    private int indexOfKey(TagList.Tag tag) {
        for (int i = tag.start(); i + 1 < tag.end(); i++) {
            if (text.charAt(i) == 'p' && text.charAt(i + 1) == '=') {
                int from = skipWsp(text, i + 2);
                int end = from;
                while (end < tag.end() && Base64Text.isBase64(text.charAt(end))) {
                    end++;
                }
                if (end - from >= LEAST_SWALLOWED) {
                    return i;
                }
            }
        }
        return -1;
    }

    private Finding swallowed(TagList.Tag tag) {
        int at = indexOfKey(tag);
        String before = Ascii.printable(Ascii.trimWsp(text.substring(tag.start(), at)), SHOWN);
        String seam = record.seams().contains(at)
                ? " The place is where two strings of the TXT record meet: they are joined with nothing between them."
                : "";
        Finding finding = KeyCode.SEMICOLON.finding(
                text,
                at,
                at + 2,
                "The record has no p= tag: a semicolon is missing in front of p= at octet " + (at + 1)
                        + ", so the key is a part of " + Ascii.printable(tag.name(), SHOWN) + "=" + before + "."
                        + seam);
        String front = separated(text.substring(0, at));
        return front.isEmpty() ? finding : finding.remedy("Begin the record with \"" + front + "; p=\".");
    }

    /** The tags in front of the key with semicolons between them; empty where one more is all that is missing. */
    private static String separated(String front) {
        StringBuilder tags = new StringBuilder();
        int missing = 0;
        int start = 0;
        for (int i = 0; i <= front.length(); i++) {
            char octet = i < front.length() ? front.charAt(i) : ';';
            if (octet != ';' && octet != ',' && octet > ' ') {
                continue;
            }
            if (i > start) {
                String tag = front.substring(start, i);
                if (tag.indexOf('=') < 1) {
                    return "";
                }
                tags.append(tags.length() == 0 ? "" : "; ").append(tag);
                missing++;
            }
            missing -= octet == ';' ? 1 : 0;
            start = i + 1;
        }
        return missing > 0 && tags.length() <= SHOWN ? Ascii.printable(tags.toString(), SHOWN) : "";
    }

    private Finding noKey(TagList tags) {
        TagList.Tag upper = tags.tag("P");
        if (upper != null) {
            return KeyCode.NO_P
                    .finding(
                            text,
                            upper.start(),
                            upper.end(),
                            "The record has P= in place of p=, and letter case counts.")
                    .remedy("Write p= with a small letter.");
        }
        for (TagList.Tag tag : tags.all()) {
            int end = tag.start();
            while (end < tag.end() && Base64Text.isBase64(text.charAt(end))) {
                end++;
            }
            if (end - tag.start() >= LEAST_SWALLOWED) {
                String name = Ascii.printable(tag.name(), SHOWN);
                return KeyCode.NO_P
                        .finding(
                                text,
                                tag.start(),
                                tag.end(),
                                "The record has no p= tag, and what looks like the key in " + name + "=.")
                        .remedy("If that is the key, write p= in place of " + name + "=.");
            }
        }
        return KeyCode.NO_P.finding("The record has no p= tag, which holds the key: " + shown(0) + '.');
    }
}
