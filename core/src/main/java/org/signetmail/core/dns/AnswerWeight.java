package org.signetmail.core.dns;

import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;

/** What answers take in memory, in octets; rather too much than too little. */
final class AnswerWeight {

    /** An answer without records: itself, its TTL, its list. */
    private static final int ANSWER = 120;

    /** A text or a name beside its octets: the record, the string, its array. */
    private static final int TEXT = 100;

    /** A number in a list. */
    private static final int SEAM = 20;

    /** An IPv6 address takes most, in five objects. */
    private static final int ADDRESS = 160;

    /** A name beside its octets. */
    private static final int NAME = 72;

    private AnswerWeight() {}

    static int of(DomainName name) {
        return NAME + name.toString().length();
    }

    static int of(DnsAnswer answer) {
        int octets = ANSWER + answer.canonical().map(AnswerWeight::of).orElse(0);
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                octets += of(record);
            }
        } else if (answer instanceof DnsAnswer.Failed failed) {
            octets += failed.detail().length();
        }
        return octets;
    }

    private static int of(DnsRecord record) {
        if (record instanceof DnsRecord.Txt txt) {
            return TEXT + txt.octets().length() + SEAM * txt.seams().size();
        }
        if (record instanceof DnsRecord.LongTxt txt) {
            return TEXT + txt.start().length();
        }
        if (record instanceof DnsRecord.Mx mx) {
            return TEXT + of(mx.exchange());
        }
        return record instanceof DnsRecord.Ptr ptr ? TEXT + of(ptr.name()) : ADDRESS;
    }
}
