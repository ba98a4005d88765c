package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.FailureText;
import org.signetmail.dkim.keys.KeyRecordParser;

/** Says what is wrong with what DNS answered for a key, before any record of it is judged (RFC 6376 §6.1.2). */
final class KeyAnswer {

    /** How many records are put together, to see whether they are one that was split. */
    private static final int MOST_PARTS = 4;

    /** A record in parts is no longer than this: it holds an RSA key of 8192 bits. */
    private static final int MOST_OCTETS = 2048;

    private KeyAnswer() {}

    /**
     * Why there is no record.
     *
     * @param answer neither records nor a failure
     * @return the finding
     */
    static KeyRefusal missing(DnsAnswer answer) {
        boolean exists = answer instanceof DnsAnswer.NoData;
        Finding finding = answer.canonical()
                .map(end -> KeyCode.DANGLING_CNAME.finding("The key is not published: its name is a CNAME to " + end
                        + (exists ? ", which has no TXT record." : ", which does not exist.")))
                .orElseGet(() -> KeyCode.MISSING.finding(
                        exists
                                ? "The key is not published: its name exists and has no TXT record."
                                : "The key is not published: its name does not exist."));
        return new KeyRefusal(DkimProblem.KEY_MISSING, finding);
    }

    /**
     * Why there is no answer.
     *
     * @param failed what came of the look-up
     * @return the finding
     */
    static KeyRefusal failed(DnsAnswer.Failed failed) {
        String why = FailureText.of(failed.reason(), failed.detail());
        // RFC 6376 §6.1.2: "If the query for the public key fails to respond, the Verifier MAY seek a later
        // verification attempt"; an answer over a bound of ours is no smaller then.
        return failed.reason() == DnsFailure.TOO_LARGE || failed.reason() == DnsFailure.OCTET_LIMIT
                ? new KeyRefusal(
                        DkimProblem.KEY_TOO_LARGE,
                        KeyCode.RECORD_TOO_LARGE.finding("The key could not be looked up: " + why + '.'))
                : new KeyRefusal(
                        DkimProblem.KEY_LOOKUP_FAILED,
                        KeyCode.LOOKUP_FAILED
                                .finding("The key could not be looked up: " + why + '.')
                                .remedy(FailureText.advice(failed.reason(), "the domain")));
    }

    /** A record over a bound. */
    static KeyRefusal tooLarge(String problem) {
        return new KeyRefusal(
                DkimProblem.KEY_TOO_LARGE, KeyCode.RECORD_TOO_LARGE.finding("The key has " + problem + '.'));
    }

    /** RFC 6376 §3.6.2.2: TXT records MUST be unique for a selector. */
    static Finding several(int records) {
        return KeyCode.SEVERAL.finding("The key has " + records
                + " TXT records at its name, and may have one: what verifiers" + " make of several is undefined.");
    }

    /** The first record that is a key record, as a verifier takes it; null when none is. */
    static DnsRecord.@Nullable Txt keyRecord(List<DnsRecord> records, int maxTags) {
        for (DnsRecord record : records) {
            if (record instanceof DnsRecord.Txt txt
                    && KeyRecordParser.parse(txt.octets(), maxTags).isPresent()) {
                return txt;
            }
        }
        return null;
    }

    /** The first record that was meant as a key record tells why it is none. */
    static KeyRefusal noKeyRecord(List<DnsRecord> records, int maxTags) {
        Finding first = null;
        for (DnsRecord record : records) {
            if (record instanceof DnsRecord.Txt txt) {
                Finding finding = NoKeyRecord.finding(txt, maxTags);
                if (first == null || KeyCode.OTHER_RECORD.is(first) || KeyCode.EMPTY_RECORD.is(first)) {
                    first = finding;
                }
            }
        }
        return new KeyRefusal(
                DkimProblem.KEY_SYNTAX, first == null ? KeyCode.SYNTAX.finding("The record is no text.") : first);
    }

    /**
     * Whether several records are one that was split.
     *
     * @param records what there is at the name
     * @return the finding when two or more of the first few make a key together, else null
     */
    static @Nullable Finding split(List<DnsRecord> records) {
        List<String> parts = new ArrayList<>();
        for (DnsRecord record : records) {
            if (record instanceof DnsRecord.Txt txt && !txt.octets().isEmpty() && parts.size() < MOST_PARTS) {
                parts.add(txt.octets());
            }
        }
        for (String first : parts) {
            // What is a key by itself was not split, whatever else could be put behind it.
            boolean start = first.indexOf("p=") >= 0 && !holdsKey(first);
            int joined = start ? joined(first, parts, new ArrayList<>(List.of(first))) : 0;
            if (joined > 0) {
                return KeyCode.SPLIT_RECORD.finding(
                        "The record is split: " + joined + " TXT records at the name hold one key in parts.");
            }
        }
        return null;
    }

    /** Whether a text is a key record with a key that can be used. */
    static boolean holdsKey(String text) {
        return KeyRecordParser.parse(text, DkimLimits.DEFAULT.tags())
                .filter(record -> record.key() != null)
                .isPresent();
    }

    /** Tries all orders of the other parts: of 4 there are 15. */
    private static int joined(String start, List<String> parts, List<String> used) {
        for (String part : parts) {
            if (!used.contains(part) && start.length() + part.length() <= MOST_OCTETS) {
                String both = start + part;
                if (holdsKey(both)) {
                    return used.size() + 1;
                }
                used.add(part);
                int more = joined(both, parts, used);
                used.remove(used.size() - 1);
                if (more > 0) {
                    return more;
                }
            }
        }
        return 0;
    }
}
