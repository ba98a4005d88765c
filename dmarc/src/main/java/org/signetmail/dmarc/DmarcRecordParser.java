package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** What stands in place of a semicolon that was forgotten. */
    private static final String BETWEEN = " \t\r\n:,./|";

    /** Of those, what no URI has. */
    private static final String BETWEEN_URIS = " \t\r\n:,|";

    /** Of {@code adkim}. */
    private static final int LONGEST_NAME = 5;

    /** A record that lacks more semicolons than this is mended from its beginning on. */
    static final int MAX_SWALLOWED = 10;

    /** More than the longest value with the longest name behind it. */
    private static final int MAX_GLUED = 40;

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

    /**
     * A text read as its owner meant it: whatever its beginning, with one of two tags of the same name, and with
     * semicolons where only they are missing. What a receiver makes of it is another matter.
     *
     * @param kind what it is as it stands
     * @param record what it says when its version is mended; null for what is none and was not meant as one
     * @param places where its tags are, in the order of the text
     * @param findings what is wrong with it as it stands
     * @param tagsFrom where its tags begin
     * @param tagsTo where they end
     */
    record Meant(
            Parsed.Kind kind,
            @Nullable DmarcRecord record,
            Map<String, Position> places,
            List<Finding> findings,
            int tagsFrom,
            int tagsTo) {}

    private final String octets;
    /** Whether to go on where a receiver does not, and to see what was meant. */
    private final boolean forgiving;

    private final Lints lints = new Lints();
    private final TagFaults faults = new TagFaults(lints);
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, Position> places = new LinkedHashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> invalidPolicies = new HashSet<>();
    /** The tag that was read last, to which may belong what is none. */
    private String lastName = "";

    private String lastValue = "";
    private int lastOffset;

    private int swallowed;

    /** Whether the version of a near miss stands among the tags, and has been told. */
    private boolean versionWithin;

    /** Whether backslashes of a zone file stand in front of the semicolons, and have been told. */
    private boolean escaped;

    /** Whether something was meant as p. */
    private boolean meantPolicy;

    private DmarcRecordParser(String octets, boolean forgiving) {
        this.octets = octets;
        this.forgiving = forgiving;
    }

    static Text parse(String octets) {
        int tagsStart = afterVersion(octets);
        if (tagsStart < 0) {
            DmarcNearMiss nearMiss = DmarcNearMiss.of(octets);
            return new Text(false, null, nearMiss == null ? List.of() : List.of(nearMiss.finding()), Set.of());
        }
        DmarcRecordParser parser = new DmarcRecordParser(octets, false);
        DmarcRecord record = parser.readTags(tagsStart, octets.length()) ? parser.record() : null;
        return new Text(true, record, parser.lints.list(), Set.copyOf(parser.tags.keySet()));
    }

    /** What there is to say of a text and of the record that it was meant to be. */
    static Meant meant(String octets) {
        int from = afterVersion(octets);
        int to = octets.length();
        DmarcNearMiss nearMiss = from < 0 ? DmarcNearMiss.of(octets) : null;
        if (from < 0 && nearMiss == null) {
            return new Meant(Parsed.Kind.UNRELATED, null, Map.of(), List.of(), 0, 0);
        }
        if (nearMiss != null) {
            from = nearMiss.tagsFrom();
            to = nearMiss.tagsTo();
        }
        DmarcRecordParser parser = new DmarcRecordParser(octets, true);
        parser.versionWithin = nearMiss != null && from == 0;
        parser.escaped = nearMiss != null && octets.contains(DmarcNearMiss.ESCAPED);
        boolean valid = parser.readTags(from, to);
        DmarcRecord record = parser.record();
        List<Finding> findings = new ArrayList<>(parser.lints.list());
        if (nearMiss != null) {
            findings.add(0, nearMiss.finding());
        }
        Parsed.Kind kind = nearMiss != null ? Parsed.Kind.NEAR_MISS : valid ? Parsed.Kind.RECORD : Parsed.Kind.INVALID;
        return new Meant(kind, record, parser.places, List.copyOf(findings), from, to);
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

    private boolean readTags(int from, int to) {
        tags.put("v", VERSION);
        boolean valid = true;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i < to && octets.charAt(i) != ';') {
                continue;
            }
            boolean backslash = escaped && i > start && octets.charAt(i - 1) == '\\';
            String tag = Ascii.trimWsp(octets.substring(start, backslash ? i - 1 : i));
            int at = Math.min(i, skipWsp(octets, start));
            start = i + 1;
            valid &= tag.isEmpty() || (forgiving ? readTags(tag, at) : readTag(tag, at));
            if (!valid && !forgiving) {
                return false;
            }
        }
        return valid;
    }

    /** One tag, or several where there is no semicolon between them. */
    private boolean readTags(String tag, int offset) {
        boolean valid = true;
        String rest = tag;
        int at = offset;
        for (int other = swallowed(rest); other > 0; other = swallowed(rest)) {
            int end = other;
            while (end > 0 && BETWEEN.indexOf(rest.charAt(end - 1)) >= 0) {
                end--;
            }
            String within = rest.substring(0, end);
            String behind = rest.substring(other);
            faults.swallowed(nameOf(within), within, behind, new Position(octets, at, rest.length()));
            valid &= readTag(within, at);
            rest = behind;
            at += other;
            swallowed++;
        }
        boolean last = readTag(rest, at);
        return valid && last;
    }

    private static String nameOf(String tag) {
        int equals = tag.indexOf('=');
        return equals < 0 ? "" : Ascii.lowerCase(Ascii.trimWsp(tag.substring(0, equals)));
    }

    private boolean readTag(String tag, int offset) {
        int equals = tag.indexOf('=');
        // Interpretation of RFC 9989 §4.8: tag names in any letter case, as ABNF has it; RFC 6376 §3.2 has not.
        String name = nameOf(tag);
        Position place = new Position(octets, offset, tag.length());
        if (!isAlpha(name)) {
            malformed(tag, offset, place);
            return true;
        }
        lastName = name;
        lastValue = Ascii.trimWsp(tag.substring(equals + 1));
        lastOffset = offset;
        if (versionWithin && name.equals("v") && tag.endsWith(VERSION)) {
            versionWithin = false;
            return true;
        }
        String value = Ascii.trimWsp(tag.substring(equals + 1));
        // RFC 6376 §3.2, whose tag lists these are: a tag that is there twice makes the whole list invalid.
        String before = tags.putIfAbsent(name, value);
        if (name.equals("v") && repeated.add(name)) {
            faults.secondVersion(place);
        } else if (before != null && repeated.add(name)) {
            faults.duplicate(name, before.equals(value), name + "=" + before, place);
        }
        if (before != null) {
            return false;
        }
        places.put(name, place);
        // Of a bad pct, that is told.
        if (TagFaults.HISTORIC.contains(name) && (!name.equals("pct") || percent(value) <= 100)) {
            faults.historic(name, value, place);
        }
        return true;
    }

    private void malformed(String tag, int offset, Position place) {
        String joined = TagFaults.joined(lastName, lastValue, tag).orElse(null);
        if (joined == null) {
            meantPolicy |= faults.malformed(tag, place);
            return;
        }
        lastValue = joined;
        faults.cutOff(lastName, tag, joined, new Position(octets, lastOffset, offset + tag.length() - lastOffset));
    }

    /** Where a tag begins that is part of a value because there is no semicolon in front of it; -1 for nowhere. */
    private int swallowed(String tag) {
        String name = nameOf(tag);
        int from = tag.indexOf('=') + 1;
        if (!TagFaults.isTag(name) || swallowed == MAX_SWALLOWED) {
            return -1;
        }
        int value = skipWsp(tag, from);
        String between = name.equals("rua") || name.equals("ruf") ? BETWEEN_URIS : BETWEEN;
        for (int i = tag.indexOf('=', from); i > 0; i = tag.indexOf('=', i + 1)) {
            int end = i;
            while (end > from && Ascii.isWsp(tag.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > from && end - start <= LONGEST_NAME && Ascii.isLetter(tag.charAt(start - 1))) {
                start--;
            }
            String other = Ascii.lowerCase(tag.substring(start, end));
            boolean apart = start > from && between.indexOf(tag.charAt(start - 1)) >= 0;
            if (apart && TagFaults.isTag(other) && !other.equals(name)) {
                return start;
            }
            // Behind more than this no value ends that a name could stand right behind; only now it is copied.
            int glued = end < value || end - value > MAX_GLUED
                    ? 0
                    : TagFaults.glued(name, Ascii.lowerCase(tag.substring(value, end)));
            if (glued > 0) {
                return value + glued;
            }
        }
        return -1;
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
        boolean misspelt = unknownTags();
        if (!tags.containsKey("p")) {
            invalidPolicies.add("p");
            if (!(misspelt || meantPolicy) || !forgiving) {
                lints.add(
                        DmarcCode.NO_POLICY,
                        "The record has no p tag, so receivers find no policy in it.",
                        new Position(octets, octets.length(), 0));
            }
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

    /** Whether one of them was meant to be p. */
    private boolean unknownTags() {
        boolean policy = false;
        for (Map.Entry<String, Position> each : places.entrySet()) {
            String name = each.getKey();
            if (!TagFaults.isTag(name) && !lints.isFull()) {
                faults.unknown(name, tags.getOrDefault(name, ""), tags.keySet(), each.getValue());
                policy |= TagFaults.nearest(name, tags.getOrDefault(name, ""))
                        .filter("p"::equals)
                        .isPresent();
            }
        }
        return policy;
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
        return value == null ? List.of() : ReportUriParser.parse(tag, value, lints, valuePlace(tag, value));
    }

    /** Where a value is, without its tag. */
    private @Nullable Position valuePlace(String tag, String value) {
        Position place = places.get(tag);
        int end = place == null ? 0 : place.offset() + place.length();
        return place == null ? null : new Position(octets, end - value.length(), value.length());
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
        int percent = percent(value);
        if (percent > 100) {
            badValue("pct", value);
            return OptionalInt.empty();
        }
        return OptionalInt.of(percent);
    }

    /** More than 100 for what is none. */
    private static int percent(String value) {
        int percent = value.isEmpty() ? 1000 : 0;
        for (int i = 0; i < value.length(); i++) {
            percent = Ascii.isDigit(value.charAt(i)) ? Math.min(1000, percent * 10 + value.charAt(i) - '0') : 1000;
        }
        return percent;
    }

    private void badValue(String tag, String value) {
        Position place = places.get(tag);
        if (place != null) {
            faults.badValue(tag, value, place);
        }
    }
}
