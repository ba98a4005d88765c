package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.TagList;

/** What the owner of a key record ought to know about it (RFC 6376 §3.6.1, RFC 8301 §3.2). */
final class KeyLint {

    /** RFC 8301 §3.2: signers SHOULD use at least 2048 bits, and verifiers need not take more than 4096. */
    private static final int GOOD_BITS = 2048;

    private static final int MOST_BITS = 4096;

    private static final int SHOWN = 40;

    /** RFC 6376 §3.6.1, and g= of RFC 4871 §3.6.1. */
    private static final Set<String> KNOWN = Set.of("v", "h", "k", "n", "p", "s", "t", "g");

    private final String text;
    private final KeyRecord key;
    private final TagList tags;
    private final List<Finding> findings = new ArrayList<>();

    private KeyLint(String text, KeyRecord key) {
        this.text = text;
        this.key = key;
        this.tags = KeyRecordParser.tags(text).orElseThrow();
    }

    /**
     * Looks at a record by itself.
     *
     * @param text the record
     * @param key the same parsed
     * @return what breaks every signature, then what only might be better
     */
    static List<Finding> of(String text, KeyRecord key) {
        if (key.fault() == KeyFault.TYPE_UNKNOWN) {
            return of(text, key, List.of(UnusableKey.finding(text, key)));
        }
        boolean ed25519 = key.keyType().equals(KeyRecord.ED25519);
        return of(
                text, key, KeyRules.all(text, key, ed25519 ? DkimAlgorithm.ED25519_SHA256 : DkimAlgorithm.RSA_SHA256));
    }

    /**
     * Looks at the record for signatures of one algorithm.
     *
     * @param text the record
     * @param key the same parsed
     * @param algorithm of the signatures
     * @return what breaks these signatures, then what only might be better
     */
    static List<Finding> of(String text, KeyRecord key, DkimAlgorithm algorithm) {
        return of(text, key, KeyRules.all(text, key, algorithm));
    }

    private static List<Finding> of(String text, KeyRecord key, List<Finding> broken) {
        KeyLint lint = new KeyLint(text, key);
        lint.findings.addAll(broken);
        lint.length();
        lint.whiteSpace();
        lint.flags();
        lint.names();
        return List.copyOf(lint.findings);
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
        if (bits >= DkimPolicy.DEFAULT.minimumRsaBits() && bits < GOOD_BITS) {
            add(
                    KeyCode.SHORT,
                    tag("p"),
                    "The key is short: RSA of " + bits + " bits, where " + GOOD_BITS + " are advised.");
        }
        if (bits > MOST_BITS && bits <= DkimPolicy.DEFAULT.maximumRsaBits()) {
            add(
                    KeyCode.LONG,
                    tag("p"),
                    "The key is long: RSA of " + bits + " bits, and verifiers need not take more than " + MOST_BITS
                            + '.');
        }
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
            add(
                    KeyCode.TESTING,
                    tag("t"),
                    "The key is marked as a test (t=y): verifiers may treat its mail as if it were not signed.");
        }
        if (key.strictDomain()) {
            add(
                    KeyCode.STRICT,
                    tag("t"),
                    "The key is for one domain alone (t=s): i= must be at d= itself, not below it.");
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
