package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.TagList;

/**
 * What the owner of a key record ought to know about it (RFC 6376 §3.6.1, RFC 8301 §3.2, RFC 8463 §4.2): findings whose codes
 * begin with {@code dkim-key-}. Those of severity {@link org.signetmail.core.Severity#ERROR} break every signature with the key;
 * more codes may come. What was published for a key of one's own is compared with it by {@link KeyCheck}; all keys of a domain are
 * for {@link DkimLint}.
 *
 * <p>Without state; all methods are thread-safe.
 */
public final class DkimKeyLint {

    /** RFC 8301 §3.2: signers SHOULD use at least 2048 bits, and verifiers need not take more than 4096. */
    private static final int GOOD_BITS = 2048;

    private static final int MOST_BITS = 4096;

    static final String TEST =
            "The key is marked as a test (t=y): verifiers may treat its mail as if it were not signed.";

    private static final int SHOWN = 40;

    private static final int MAX_TAGS = DkimLimits.DEFAULT.tags();

    /** RFC 6376 §3.6.1, and g= of RFC 4871 §3.6.1. */
    private static final Set<String> KNOWN = Set.of("v", "h", "k", "n", "p", "s", "t", "g");

    private final String text;
    private final KeyRecord key;
    private final TagList tags;
    private final List<Finding> findings = new ArrayList<>();

    private DkimKeyLint(String text, KeyRecord key) {
        this.text = text;
        this.key = key;
        this.tags = KeyRecordParser.tags(text).orElseThrow();
    }

    /**
     * All kinds of findings about published keys: those of this class, of {@link DkimLint} and of {@link KeyCheck}.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return Arrays.stream(KeyCode.values()).map(KeyCode::kind).toList();
    }

    /**
     * Looks at the text of a record.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return what breaks every signature, in the order of importance, then what might be better; empty when all is well. A text
     *     that is no key record gives one finding that says why
     */
    public static List<Finding> of(String octets) {
        Objects.requireNonNull(octets, "octets");
        return of(new DnsRecord.Txt(octets), null);
    }

    /**
     * Looks at all that DNS answered for a key.
     *
     * @param answer to the question for the TXT records at {@code selector._domainkey.domain}
     * @return the same for the record that verifiers take; before it what is wrong with the answer: no record, several, one that
     *     was split in two
     */
    public static List<Finding> of(DnsAnswer answer) {
        Objects.requireNonNull(answer, "answer");
        return of(answer, null);
    }

    /** The same for signatures of one algorithm; of the record's own when it is null. */
    static List<Finding> of(DnsAnswer answer, @Nullable DkimAlgorithm algorithm) {
        if (answer instanceof DnsAnswer.Failed failed) {
            return List.of(KeyEffect.told(KeyAnswer.failed(failed).finding()));
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of(KeyEffect.told(KeyAnswer.missing(answer).finding()));
        }
        List<DnsRecord> records = found.records();
        List<Finding> findings = new ArrayList<>();
        if (records.size() > 1) {
            Finding split = KeyAnswer.split(records);
            findings.add(split == null ? KeyAnswer.several(records.size()) : split);
        }
        for (DnsRecord record : records) {
            if (record instanceof DnsRecord.LongTxt large) {
                findings.add(KeyAnswer.tooLarge(large.problem()).finding());
            }
        }
        DnsRecord.Txt published = KeyAnswer.keyRecord(records, MAX_TAGS);
        if (published != null) {
            findings.addAll(of(published, algorithm));
        } else if (records.stream().anyMatch(DnsRecord.Txt.class::isInstance)) {
            findings.add(KeyAnswer.noKeyRecord(records, MAX_TAGS).finding());
        }
        found.canonical()
                .ifPresent(end -> findings.add(
                        KeyCode.ALIAS.finding("The key is published at " + end + ", to which its name is a CNAME.")));
        return findings.stream().map(KeyEffect::told).toList();
    }

    private static List<Finding> of(DnsRecord.Txt record, @Nullable DkimAlgorithm algorithm) {
        String text = record.octets();
        KeyRecord key = KeyRecordParser.parse(text, MAX_TAGS).orElse(null);
        if (key == null) {
            return List.of(KeyEffect.told(NoKeyRecord.finding(record, MAX_TAGS)));
        }
        return algorithm == null ? of(text, key) : of(text, key, KeyRules.all(text, key, algorithm));
    }

    /** What there is to say about a record by itself. */
    static List<Finding> of(String text, KeyRecord key) {
        boolean ed25519 = key.keyType().equals(KeyRecord.ED25519);
        if (!ed25519 && !key.keyType().equals(KeyRecord.RSA) && key.fault() != KeyFault.REVOKED) {
            return of(text, key, List.of(UnusableKey.typeUnknown(text, key)));
        }
        return of(
                text, key, KeyRules.all(text, key, ed25519 ? DkimAlgorithm.ED25519_SHA256 : DkimAlgorithm.RSA_SHA256));
    }

    private static List<Finding> of(String text, KeyRecord key, List<Finding> broken) {
        DkimKeyLint lint = new DkimKeyLint(text, key);
        lint.findings.addAll(broken);
        lint.length();
        lint.whiteSpace();
        lint.flags();
        lint.unknownFlags();
        lint.names();
        return lint.findings.stream().map(KeyEffect::told).toList();
    }

    private void add(KeyCode code, TagList.Tag tag, String message) {
        findings.add(code.finding(text, tag.start(), tag.end(), message));
    }

    private TagList.Tag tag(String name) {
        TagList.Tag tag = tags.tag(name);
        if (tag == null) {
            throw new IllegalStateException("no tag " + name);
        }
        return tag;
    }

    private void length() {
        int bits = key.key() == null || key.keyType().equals(KeyRecord.ED25519) ? 0 : key.bits();
        if (bits >= DkimPolicy.DEFAULT.minimumRsaBits() && isShort(bits)) {
            add(KeyCode.SHORT, tag("p"), tooFew(bits));
        }
        if (bits > MOST_BITS && bits <= DkimPolicy.DEFAULT.maximumRsaBits()) {
            add(
                    KeyCode.LONG,
                    tag("p"),
                    "The key is long: RSA of " + bits + " bits, and verifiers need not take more than " + MOST_BITS
                            + '.');
        }
    }

    static boolean isShort(int bits) {
        return bits < GOOD_BITS;
    }

    static String tooFew(int bits) {
        return "The key is short: RSA of " + bits + " bits, where " + GOOD_BITS + " are advised.";
    }

    private void whiteSpace() {
        byte[] dense = tags.withoutFws("p");
        TagList.Tag p = tag("p");
        int blanks = dense == null ? 0 : p.end() - p.start() - dense.length;
        if (blanks > 0 && key.key() != null) {
            int first = p.start();
            while (text.charAt(first) > ' ') {
                first++;
            }
            findings.add(KeyCode.WHITE_SPACE.finding(
                    text,
                    first,
                    first + 1,
                    "The key has white space in p=, at octet " + (first + 1) + ", at which some verifiers fail."));
        }
    }

    private void flags() {
        if (key.testing()) {
            add(KeyCode.TESTING, tag("t"), TEST);
        }
        if (key.strictDomain()) {
            add(
                    KeyCode.STRICT,
                    tag("t"),
                    "The key is for one domain alone (t=s): i= must be at d= itself, not below it.");
        }
    }

    private void unknownFlags() {
        TagList.Tag t = tags.tag("t");
        if (t == null) {
            return;
        }
        int start = t.start();
        for (int i = t.start(); i <= t.end(); i++) {
            if (i == t.end() || text.charAt(i) == ':') {
                String flag = Ascii.lowerCase(Ascii.trimWsp(text.substring(start, i)));
                start = i + 1;
                if (!flag.isEmpty() && !flag.equals("y") && !flag.equals("s")) {
                    add(
                            KeyCode.UNKNOWN_FLAG,
                            t,
                            "The key has the flag " + Ascii.printable(flag, SHOWN)
                                    + " in t=, which verifiers ignore: there are y and s.");
                    return;
                }
            }
        }
    }

    private void names() {
        if (tags.tag("v") == null) {
            findings.add(KeyCode.NO_VERSION.finding("The key has a record that does not say v=DKIM1."));
        }
        for (TagList.Tag tag : tags.all()) {
            String name = Ascii.printable(tag.name(), SHOWN);
            if (tag.name().equals("g")) {
                add(
                        KeyCode.HISTORIC_TAG,
                        tag,
                        "The key has a record with g=, which no verifier looks at since RFC 6376.");
            } else if (!KNOWN.contains(tag.name())) {
                add(KeyCode.UNKNOWN_TAG, tag, "The key has a record with " + name + "=, which verifiers ignore.");
            }
        }
    }
}
