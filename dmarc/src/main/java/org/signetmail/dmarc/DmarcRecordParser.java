package org.signetmail.dmarc;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;

/**
 * Reads DMARC records the way RFC 9989 §4.8 has it: the version is exact, and everything behind it is forgiven.
 *
 * <pre>
 * dmarc-record  = "v" equals %s"DMARC1" *(dmarc-sep dmarc-tag) [dmarc-sep]
 * dmarc-tag     = 1*ALPHA equals 1*dmarc-value
 * dmarc-value   = %x20-3A / %x3C-7E
 * equals        = *WSP "=" *WSP
 * dmarc-sep     = *WSP ";" *WSP
 * </pre>
 */
final class DmarcRecordParser {

    private static final String VERSION = "DMARC1";

    /** What one TXT record is: a DMARC record, one that is to be discarded, or something else altogether. */
    record Text(boolean hasVersion, @Nullable DmarcRecord record, List<Finding> findings, Set<String> tags) {

        Parsed<DmarcRecord> parsed() {
            if (record != null) {
                return Parsed.record(record, findings);
            }
            return hasVersion
                    ? Parsed.invalid(findings)
                    : findings.isEmpty() ? Parsed.unrelated() : Parsed.nearMiss(findings);
        }
    }

    private final String octets;
    private final Lints lints = new Lints();
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, Position> places = new HashMap<>();
    private final Set<String> invalidPolicies = new HashSet<>();

    private DmarcRecordParser(String octets) {
        this.octets = octets;
    }

    static Text parse(String octets) {
        int tagsStart = afterVersion(octets);
        if (tagsStart < 0) {
            Finding nearMiss = DmarcNearMiss.of(octets);
            return new Text(false, null, nearMiss == null ? List.of() : List.of(nearMiss), Set.of());
        }
        DmarcRecordParser parser = new DmarcRecordParser(octets);
        DmarcRecord record = parser.readTags(tagsStart) ? parser.record() : null;
        return new Text(true, record, parser.lints.list(), Set.copyOf(parser.tags.keySet()));
    }

    /** Where the tags begin, behind the version and its semicolon; -1 for what is not a DMARC record. */
    private static int afterVersion(String octets) {
        // RFC 9989 §4.8: the version comes first, with nothing before it; RFC 5234 §2.3: "v" is v or V.
        if (!Ascii.startsWithIgnoreCase(octets, 0, "v")) {
            return -1;
        }
        int equals = skipWsp(octets, 1);
        if (equals >= octets.length() || octets.charAt(equals) != '=') {
            return -1;
        }
        int version = skipWsp(octets, equals + 1);
        if (!octets.startsWith(VERSION, version)) {
            return -1;
        }
        int end = skipWsp(octets, version + VERSION.length());
        if (end == octets.length()) {
            return end;
        }
        return octets.charAt(end) == ';' ? end + 1 : -1;
    }

    /** Behind the white space at an index, where there is some. */
    static int skipWsp(String text, int from) {
        int i = from;
        while (i < text.length() && Ascii.isWsp(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean readTags(int from) {
        tags.put("v", VERSION);
        int start = from;
        for (int i = from; i <= octets.length(); i++) {
            if (i < octets.length() && octets.charAt(i) != ';') {
                continue;
            }
            String tag = Ascii.trimWsp(octets.substring(start, i));
            Position place = new Position(octets, Math.min(i, skipWsp(octets, start)), tag.length());
            start = i + 1;
            if (!tag.isEmpty() && !readTag(tag, place)) {
                return false;
            }
        }
        return true;
    }

    private boolean readTag(String tag, Position place) {
        int equals = tag.indexOf('=');
        // Interpretation of RFC 9989 §4.8: tag names in any letter case, as ABNF has it; RFC 6376 §3.2 has not.
        String name = equals < 0 ? "" : Ascii.lowerCase(Ascii.trimWsp(tag.substring(0, equals)));
        if (!isAlpha(name)) {
            lints.add(DmarcCode.MALFORMED_TAG, "\"" + Lints.show(tag) + "\" is not a tag and its value.", place);
            return true;
        }
        // RFC 6376 §3.2, whose tag lists these are: a tag that is there twice makes the whole list invalid.
        if (tags.putIfAbsent(name, Ascii.trimWsp(tag.substring(equals + 1))) != null) {
            lints.addFirst(
                    DmarcCode.DUPLICATE_TAG,
                    "The tag " + Lints.show(name) + " is there twice, so the whole record is ignored.",
                    place);
            return false;
        }
        places.put(name, place);
        switch (name) {
            case "p", "sp", "np", "adkim", "aspf", "psd", "t", "fo", "rua", "ruf" -> {}
            case "pct", "rf", "ri" ->
                lints.add(DmarcCode.HISTORIC_TAG, "RFC 9989 has no use for the tag " + name + ".", place);
            default -> lints.add(DmarcCode.UNKNOWN_TAG, "DMARC has no tag " + Lints.show(name) + ".", place);
        }
        return true;
    }

    private static boolean isAlpha(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Ascii.isLetter(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private DmarcRecord record() {
        if (!tags.containsKey("p")) {
            invalidPolicies.add("p");
            lints.add(DmarcCode.NO_POLICY, "The record has no p tag.", new Position(octets, octets.length(), 0));
        }
        Optional<Disposition> p = policy("p");
        Optional<Disposition> sp = policy("sp");
        Optional<Disposition> np = policy("np");
        AlignmentMode adkim = letter("adkim", "rs", 'r') == 's' ? AlignmentMode.STRICT : AlignmentMode.RELAXED;
        AlignmentMode aspf = letter("aspf", "rs", 'r') == 's' ? AlignmentMode.STRICT : AlignmentMode.RELAXED;
        char psd = letter("psd", "ynu", 'u');
        boolean testMode = letter("t", "yn", 'n') == 'y';
        List<ReportUri> rua = uris("rua");
        List<ReportUri> ruf = uris("ruf");
        return new DmarcRecord(
                octets,
                p,
                sp,
                np,
                adkim,
                aspf,
                psd == 'y' ? PublicSuffixFlag.YES : psd == 'n' ? PublicSuffixFlag.NO : PublicSuffixFlag.UNDECIDED,
                testMode,
                failureOptions(),
                rua,
                ruf,
                percentage(),
                invalidPolicies,
                lints.list());
    }

    private Optional<Disposition> policy(String tag) {
        String value = tags.get(tag);
        Optional<Disposition> policy = value == null ? Optional.empty() : Disposition.parse(value);
        if (value != null && policy.isEmpty()) {
            invalidPolicies.add(tag);
            badValue(tag, value);
        }
        return policy;
    }

    /** RFC 9989 §4.8: a value that is wrong gives way to the default. */
    private char letter(String tag, String allowed, char otherwise) {
        String value = tags.get(tag);
        if (value == null) {
            return otherwise;
        }
        char letter = value.length() == 1 ? Ascii.lowerCase(value.charAt(0)) : 0;
        if (letter == 0 || allowed.indexOf(letter) < 0) {
            badValue(tag, value);
            return otherwise;
        }
        return letter;
    }

    private List<ReportUri> uris(String tag) {
        String value = tags.get(tag);
        return value == null ? List.of() : ReportUriParser.parse(tag, value, lints, places.get(tag));
    }

    private Set<FailureOption> failureOptions() {
        String value = tags.get("fo");
        Set<FailureOption> options = EnumSet.noneOf(FailureOption.class);
        if (value != null && !tags.containsKey("ruf")) {
            // RFC 9989 §4.7: "This tag's content MUST be ignored if a "ruf" tag is not also specified."
            lints.add(DmarcCode.FO_WITHOUT_RUF, "The fo tag has no effect without a ruf tag.", places.get("fo"));
            value = null;
        }
        for (int i = 0; value != null && i < value.length(); i += 2) {
            FailureOption option = FailureOption.of(value.charAt(i));
            boolean more = i + 1 < value.length();
            if (option == null
                    || !options.add(option)
                    || (more && (value.charAt(i + 1) != ':' || i + 2 == value.length()))) {
                options.clear();
                break;
            }
        }
        boolean both = options.contains(FailureOption.ALL_FAIL) && options.contains(FailureOption.ANY_FAIL);
        if (value != null && (options.isEmpty() || both)) {
            badValue("fo", value);
            options.clear();
        }
        if (options.isEmpty()) {
            options.add(FailureOption.ALL_FAIL);
        }
        return options;
    }

    private OptionalInt percentage() {
        String value = tags.get("pct");
        if (value == null) {
            return OptionalInt.empty();
        }
        int percent = 0;
        for (int i = 0; i < value.length(); i++) {
            percent = Ascii.isDigit(value.charAt(i)) ? Math.min(1000, percent * 10 + value.charAt(i) - '0') : 1000;
        }
        if (value.isEmpty() || percent > 100) {
            badValue("pct", value);
            return OptionalInt.empty();
        }
        return OptionalInt.of(percent);
    }

    private void badValue(String tag, String value) {
        lints.add(
                DmarcCode.BAD_VALUE,
                "The tag " + tag + " cannot have the value \"" + Lints.show(value) + "\".",
                places.get(tag));
    }
}
